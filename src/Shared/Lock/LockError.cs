using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>Why the file cannot be read.</summary>
/// <param name="Message">What is wrong, within a sentence.</param>
/// <param name="Place">Where in the text.</param>
internal sealed record LockError(string Message, TextSpan Place);
