using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Tests.Upcasting;

internal sealed class WayCodec<T>(Func<string, T> make) : EventCodec<T>
    where T : IWay
{
    public override void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        writer.WriteString("way", value.Way);
        writer.WriteEndObject();
    }

    public override T Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        var way = reader.GetString()!;
        reader.Read();
        return make(way);
    }
}
