using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Rows in the binary format of COPY, put together in one rented array. Npgsql's importer does the same a value at a time, each of them an asynchronous call of its own, which takes longer than the server takes for the row.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    // So much is sent at once: a call to the network then serves a few hundred rows.
    private const int FullAt = 1 << 16;

    // 2000-01-01, from which the server counts microseconds, in those of .NET since 1970.
    private const long Epoch = 946_684_800_000_000;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FullAt + (FullAt / 4));
    private int _length;

    /// <summary>Whether what there is should be sent.</summary>
    public bool IsFull => _length >= FullAt;

    /// <summary>What there is.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Begins the whole.</summary>
    public void Begin()
    {
        // The signature, no flags, and no extension.
        Put("PGCOPY\n"u8);
        Put([0xFF, 0x0D, 0x0A, 0x00]);
        PutInt32(0);
        PutInt32(0);
    }

    /// <summary>Ends the whole.</summary>
    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);

    /// <summary>Begins a row.</summary>
    /// <param name="columns">How many values follow.</param>
    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);

    /// <summary>A null of any type.</summary>
    public void Null() => PutInt32(-1);

    /// <summary>A value of type <c>int</c>.</summary>
    public void Int(int value)
    {
        PutInt32(sizeof(int));
        PutInt32(value);
    }

    /// <summary>A value of type <c>bigint</c>.</summary>
    public void BigInt(long value)
    {
        PutInt32(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    /// <summary>A value of type <c>uuid</c>.</summary>
    public void Uuid(Guid value)
    {
        PutInt32(16);
        value.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    /// <summary>A value of type <c>timestamptz</c>.</summary>
    public void Instant(DateTimeOffset value) => BigInt(Microseconds.ToUnix(value) - Epoch);

    /// <summary>A value of type <c>text</c>, or a null.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        PutInt32(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>A value of type <c>json</c>, or a null where there is none.</summary>
    public void Json(byte[]? utf8)
    {
        if (utf8 is null) Null();
        else Json(utf8.AsSpan());
    }

    /// <summary>A value of type <c>json</c>.</summary>
    public void Json(ReadOnlySpan<byte> utf8)
    {
        PutInt32(utf8.Length);
        Put(utf8);
    }

    /// <summary>A value of type <c>jsonb</c>.</summary>
    public void Jsonb(ReadOnlySpan<byte> utf8)
    {
        PutInt32(checked(utf8.Length + 1));

        // The version of the format: the text follows.
        Take(1)[0] = 1;
        Put(utf8);
    }

    /// <summary>Forgets what was sent.</summary>
    public void Clear() => _length = 0;

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void PutInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private void Put(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
        var taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Min(Math.Max((long)_length + count, _bytes.Length * 2L), Array.MaxLength)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
