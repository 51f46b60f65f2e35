using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>Ends the reading of a file that is not as it must be. Never leaves <see cref="LockReader"/>.</summary>
internal sealed class LockFault(string message, TextSpan place) : Exception(message)
{
    /// <summary>Where in the text.</summary>
    public TextSpan Place { get; } = place;
}
