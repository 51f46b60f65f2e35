using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>The codecs that are emitted together.</summary>
/// <param name="HintName">The name of the user's file, in the namespace of the first type.</param>
/// <param name="Codecs">The codecs, in ordinal order of their types.</param>
internal sealed record CodecFile(string HintName, EquatableArray<CodecItem> Codecs);
