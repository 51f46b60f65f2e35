using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventSourcing.Processes;

/// <summary>
/// The ids of what a process makes on account of one event: the same ones each time that it handles the event, so that a repetition stores nothing twice. They have the form of the other ids, and sort
/// with them by the time of the event.
/// </summary>
internal sealed class ProcessEventIds(string process, string key, RecordedEvent cause) : IEventIdGenerator
{
    private int _count;

    public Guid NewId(DateTimeOffset occurredAt)
    {
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{process}\0{key}\0{cause.Metadata.EventId:N}\0{cause.Part}\0{_count++}"), id);
        id = id[..16];
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, cause.Metadata.OccurredAt.ToUnixTimeMilliseconds());
        time[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
