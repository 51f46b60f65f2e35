using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Analyzers.Locking;

/// <summary>The lock of a compilation: the additional file of that name, read once for each text that it has.</summary>
internal sealed class LockFile
{
    private LockFile(SourceText text)
    {
        Text = text;
        Lock = LockReader.Read(text.ToString(), out var error);
        Error = error;
    }

    /// <summary>Reads a text, and keeps what it has read.</summary>
    public static SourceTextValueProvider<LockFile> Provider { get; } = new(static text => new LockFile(text));

    /// <summary>The text.</summary>
    public SourceText Text { get; }

    /// <summary>What it says; <see langword="null"/> where it cannot be read.</summary>
    public EventsLock? Lock { get; }

    /// <summary>Why it cannot be read.</summary>
    public LockError? Error { get; }

    /// <summary>The file among the additional files; the first one where there are several.</summary>
    public static AdditionalText? Find(ImmutableArray<AdditionalText> files)
    {
        foreach (var file in files)
        {
            if (LockFormat.IsLock(file.Path)) return file;
        }

        return null;
    }

    /// <summary>A place in the file.</summary>
    public Location At(string path, TextSpan place) => Location.Create(path, place, Text.Lines.GetLinePositionSpan(place));
}
