namespace GitHistory;

/// <summary>Something that whoever typed the command can put right. The message says how.</summary>
/// <param name="message">What failed, with which values, and what to do.</param>
internal sealed class HistoryException(string message) : Exception(message);
