namespace EventSourcing.Generators;

/// <summary>Names that emitted codecs use again and again.</summary>
internal static class CodecNames
{
    public const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    public const string Reader = "global::System.Text.Json.Utf8JsonReader";
    public const string Converter = "global::System.Text.Json.Serialization.JsonConverter";
    public const string NumberHandling = "(global::System.Text.Json.Serialization.JsonNumberHandling)";
    public const string IsNull = "reader.TokenType == global::System.Text.Json.JsonTokenType.Null";
    public const string Read = "global::EventSourcing.Serialization.JsonRead.";
    public const string Write = "global::EventSourcing.Serialization.JsonWrite.";
    public const string Errors = "global::EventSourcing.Serialization.JsonErrors.";
    public const string Metadata = "global::System.Text.Json.Serialization.Metadata.JsonMetadataServices.";
}
