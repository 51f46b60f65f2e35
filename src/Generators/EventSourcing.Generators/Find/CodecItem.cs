using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>A type that gets a codec.</summary>
/// <param name="Type">How it becomes JSON.</param>
/// <param name="IsEvent">Whether it is an event, so that a descriptor takes its codec.</param>
internal sealed record CodecItem(JsonTypeModel Type, bool IsEvent);
