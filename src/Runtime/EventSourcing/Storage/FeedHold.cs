namespace EventSourcing;

/// <summary>An append that is under way, and keeps what was appended after it from readers of the feed.</summary>
/// <param name="Holder">Whose it is, in words for an operator: the server's process, the application's name, what it is doing.</param>
/// <param name="HeldFor">For how long it has been under way; <see langword="null"/> where the server does not tell.</param>
public sealed record FeedHold(string Holder, TimeSpan? HeldFor);
