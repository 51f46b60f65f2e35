namespace EventSourcing.Compiler;

/// <summary>What an upcaster takes.</summary>
internal enum UpcastInput
{
    /// <summary>An event type.</summary>
    Event,

    /// <summary>JSON, as a <c>JsonObject</c>.</summary>
    JsonObject,

    /// <summary>JSON, as a <c>JsonElement</c>.</summary>
    JsonElement,
}
