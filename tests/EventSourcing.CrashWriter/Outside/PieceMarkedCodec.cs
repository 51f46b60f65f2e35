using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.CrashWriter;

/// <summary>Stores <see cref="PieceMarked"/> as <see cref="PieceCodec"/> does its event.</summary>
public sealed class PieceMarkedCodec : EventCodec<PieceMarked>
{
    private readonly PieceCodec _inner = new();

    /// <summary>Both events.</summary>
    public static EventCatalog Catalog { get; } = new([new EventDescriptor<PieceWritten>("piece-written", 1, new PieceCodec()), new EventDescriptor<PieceMarked>("piece-marked", 1, new PieceMarkedCodec())], []);

    public override void Write(Utf8JsonWriter writer, PieceMarked value) => _inner.Write(writer, new PieceWritten(value.Batch, value.Index, value.Size));

    public override PieceMarked Read(ref Utf8JsonReader reader)
    {
        var piece = _inner.Read(ref reader);
        return new PieceMarked(piece.Batch, piece.Index, piece.Size);
    }
}
