using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Testing.Stores;

/// <summary>The suite's catalog. Its codecs are written by hand, so that a store is tested whatever state the compiler is in.</summary>
internal static class ContractCodecs
{
    public const string Note = "contract-note-taken";
    public const string Correction = "contract-note-corrected";
    public const string FormerCorrection = "contract-note-changed";
    public const string Sealed = "contract-note-sealed";
    public const int CorrectionVersion = 3;

    public static EventCatalog Catalog { get; } = new(
        [
            new EventDescriptor<NoteTaken>(Note, 1, new TextCodec<NoteTaken>(e => e.Text, text => new NoteTaken(text))),
            new EventDescriptor<NoteCorrected>(Correction, CorrectionVersion, new TextCodec<NoteCorrected>(e => e.Text, text => new NoteCorrected(text)), FormerCorrection),
            new EventDescriptor<NoteSealed>(Sealed, 1, new SealedCodec()),
        ],
        []);

    private sealed class SealedCodec : EventCodec<NoteSealed>
    {
        public override void Write(Utf8JsonWriter writer, NoteSealed value)
        {
            if (value.RefusesWriting) throw new SerializationException("The note is sealed.", "refusesWriting");
            writer.WriteBooleanValue(value.RefusesReading);
        }

        public override NoteSealed Read(ref Utf8JsonReader reader) => reader.GetBoolean()
            ? throw new SerializationException("The note is sealed.", "refusesReading", reader.TokenStartIndex)
            : new NoteSealed(RefusesWriting: false, RefusesReading: false);
    }
}
