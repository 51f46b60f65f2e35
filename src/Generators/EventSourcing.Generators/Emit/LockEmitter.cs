using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Generators;

/// <summary>Emits the lock as comments of a file, from which the build target AcceptEventChanges takes it: a generator writes no files of its own.</summary>
internal static class LockEmitter
{
    private const string HintName = "events.lock.json.g.cs";

    /// <summary>Emits the file, if there is one.</summary>
    public static void Emit(SourceProductionContext output, AcceptedLock accepted)
    {
        if (accepted.Text.Length == 0) return;
        var text = new StringBuilder(accepted.Text.Length * 2);
        foreach (var line in accepted.Text.TrimEnd('\n').Split('\n')) text.Append("//").Append(line).Append('\n');
        output.AddSource(HintName, SourceText.From(text.ToString(), Encoding.UTF8));
    }
}
