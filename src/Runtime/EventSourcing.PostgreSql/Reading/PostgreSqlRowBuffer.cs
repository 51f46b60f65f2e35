using System.Buffers;
using System.Text;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Takes rows of events from the wire: their values, and their texts as bytes in one rented array, without a string or an array for each.</summary>
internal sealed class PostgreSqlRowBuffer : IDisposable
{
    private const int SmallestArray = 1 << 14;

    // 2000-01-01, from which the server counts microseconds.
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private byte[] _bytes = [];
    private byte[] _tenantBytes = [];
    private string? _tenant;

    /// <summary>The columns that a row has, in this order; the table is called <c>e</c>.</summary>
    /// <param name="payloadType">The payload's type. The binary form of <c>jsonb</c> begins with a byte of its own, its text does not.</param>
    public static string Columns(PostgreSqlPayloadType payloadType) => $"{StreamColumns(payloadType)}, e.stream";

    /// <summary>The columns of a row whose stream is known.</summary>
    /// <param name="payloadType">The payload's type.</param>
    public static string StreamColumns(PostgreSqlPayloadType payloadType) =>
        $"e.position, e.version, e.type, e.recorded_at, e.occurred_at, e.event_id, e.tenant, e.details, {Payload(payloadType)} AS payload";

    /// <summary>The columns of a row for a fold that does not look at metadata.</summary>
    /// <param name="payloadType">The payload's type.</param>
    public static string LeanColumns(PostgreSqlPayloadType payloadType) => $"e.version, e.type, {Payload(payloadType)} AS payload";

    /// <summary>How many bytes of the array are in use.</summary>
    public int Length { get; private set; }

    /// <summary>Reads the row on which the reader stands, with <see cref="Columns"/>.</summary>
    public PostgreSqlRow Add(NpgsqlDataReader reader) => Add(reader, reader.GetInt64(9));

    /// <summary>Reads the row on which the reader stands, with <see cref="StreamColumns"/>.</summary>
    public PostgreSqlRow AddOfStream(NpgsqlDataReader reader) => Add(reader, 0);

    /// <summary>Reads the row on which the reader stands, with <see cref="LeanColumns"/>.</summary>
    public PostgreSqlRow AddLean(NpgsqlDataReader reader)
    {
        var texts = Length;
        var payload = Append(reader, 2);
        return new PostgreSqlRow(0, 0, reader.GetInt64(0), reader.GetInt32(1), default, default, Guid.Empty, null, texts, 0, payload);
    }

    /// <summary>A row's details; empty where it has none.</summary>
    public ReadOnlySpan<byte> Details(in PostgreSqlRow row) => _bytes.AsSpan(row.Texts, row.DetailsLength);

    /// <summary>A row's payload.</summary>
    public ReadOnlySpan<byte> Payload(in PostgreSqlRow row) => _bytes.AsSpan(row.Texts + row.DetailsLength, row.PayloadLength);

    /// <summary>Forgets the texts of the rows so far.</summary>
    public void Clear() => Length = 0;

    /// <summary>Gives the array back. The texts of the rows must not be asked for any more.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private static string Payload(PostgreSqlPayloadType payloadType) => payloadType == PostgreSqlPayloadType.Jsonb ? "e.payload::text" : "e.payload";

    private PostgreSqlRow Add(NpgsqlDataReader reader, long stream)
    {
        var (position, version, type) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2));
        var (recorded, occurred, id) = (Instant(reader, 3), Instant(reader, 4), reader.GetFieldValue<Guid>(5));
        var tenant = reader.IsDBNull(6) ? null : Tenant(reader, 6);
        var texts = Length;
        var details = reader.IsDBNull(7) ? 0 : Append(reader, 7);
        var payload = Append(reader, 8);
        return new PostgreSqlRow(position, stream, version, type, recorded, occurred, id, tenant, texts, details, payload);
    }

    // As the number that comes: a DateTime would be checked for infinities, which no event has.
    private static DateTimeOffset Instant(NpgsqlDataReader reader, int column) => new(Epoch + (reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private int Append(NpgsqlDataReader reader, int column)
    {
        var count = Copy(reader, column);
        Length += count;
        return count;
    }

    // Copies without counting it as used. Most texts fit into what is there: only those that fill it to the last byte are asked for their length.
    private int Copy(NpgsqlDataReader reader, int column)
    {
        if (_bytes.Length == Length) Grow(SmallestArray);
        var room = _bytes.Length - Length;
        var count = (int)reader.GetBytes(column, 0, _bytes, Length, room);
        if (count < room) return count;
        var length = checked((int)reader.GetBytes(column, 0, null, 0, 0));
        if (length <= room) return length;
        Grow(length);
        return (int)reader.GetBytes(column, 0, _bytes, Length, length);
    }

    private void Grow(int room)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + room + 1), _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    // Events that are read together have few tenants, and mostly one.
    private string Tenant(NpgsqlDataReader reader, int column)
    {
        var count = Copy(reader, column);
        var utf8 = _bytes.AsSpan(Length, count);
        if (_tenant is not null && utf8.SequenceEqual(_tenantBytes)) return _tenant;
        _tenantBytes = utf8.ToArray();
        return _tenant = Encoding.UTF8.GetString(utf8);
    }
}
