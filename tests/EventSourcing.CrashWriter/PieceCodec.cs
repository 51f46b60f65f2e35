using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.CrashWriter;

/// <summary>The writer's catalog. Its codec is written by hand: what is tested here is the store.</summary>
public sealed class PieceCodec : EventCodec<PieceWritten>
{
    public static EventCatalog Catalog { get; } = new([new EventDescriptor<PieceWritten>("piece-written", 1, new PieceCodec())], []);

    public override void Write(Utf8JsonWriter writer, PieceWritten value)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Batch);
        writer.WriteNumberValue(value.Index);
        writer.WriteNumberValue(value.Size);
        writer.WriteEndArray();
    }

    public override PieceWritten Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        var batch = reader.GetString()!;
        reader.Read();
        var index = reader.GetInt32();
        reader.Read();
        var size = reader.GetInt32();
        reader.Read();
        return new PieceWritten(batch, index, size);
    }
}
