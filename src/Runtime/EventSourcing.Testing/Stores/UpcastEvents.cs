namespace EventSourcing.Testing.Stores;

/// <summary>A draft as the first version of a program stored it; the third version has no type for it any more.</summary>
internal sealed record DraftSaved(string Text);

/// <summary>The same in the third version.</summary>
internal sealed record DraftKept(string Text);

/// <summary>Became two events.</summary>
internal sealed record DraftsSwapped(string Text);

/// <summary>Is what it was, and also one of the two.</summary>
internal sealed record DraftDropped(string Text);

/// <summary>Became as many events as its text says, possibly none.</summary>
internal sealed record DraftsCounted(string Text);

/// <summary>Became an event that carries its metadata.</summary>
internal sealed record DraftSigned(string Text);

/// <summary>Has an upcaster that throws.</summary>
internal sealed record DraftTorn(string Text);
