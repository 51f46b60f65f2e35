using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>A type that gets a codec.</summary>
/// <param name="Type">How it becomes JSON.</param>
/// <param name="IsEvent">Whether it is an event, so that a descriptor takes its codec.</param>
/// <param name="Discriminators">The members that tell it from others where a base type holds it, or where it is such a base type.</param>
internal sealed record CodecItem(JsonTypeModel Type, bool IsEvent, EquatableArray<string> Discriminators);
