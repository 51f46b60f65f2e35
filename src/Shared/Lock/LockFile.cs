using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>The lock of a compilation: the additional file of that name. What was read of a text is kept as long as the text lives.</summary>
internal sealed class LockFile
{
    private static readonly ConditionalWeakTable<SourceText, LockFile> Cache = new();

    private readonly string _path;
    private readonly SourceText _text;

    private LockFile(string path, SourceText text)
    {
        _path = path;
        _text = text;
        Lock = LockReader.Read(text.ToString(), out var error);
        Error = error;
    }

    /// <summary>What it says; <see langword="null"/> where it cannot be read.</summary>
    public EventsLock? Lock { get; }

    /// <summary>Why it cannot be read.</summary>
    public LockError? Error { get; }

    /// <summary>The lock among the additional files, the first one where there are several; <see langword="null"/> where there is none.</summary>
    public static LockFile? Find(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            if (LockFormat.IsLock(file.Path) && file.GetText(cancellationToken) is { } text) return Cache.GetValue(text, key => new LockFile(file.Path, key));
        }

        return null;
    }

    /// <summary>A place in the file.</summary>
    public Location At(TextSpan place) => Location.Create(_path, place, _text.Lines.GetLinePositionSpan(place));
}
