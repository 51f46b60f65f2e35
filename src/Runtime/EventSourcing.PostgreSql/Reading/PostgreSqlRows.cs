using System.Buffers;

namespace EventSourcing.PostgreSql;

/// <summary>The rows of a page, in a rented array: one of its own would be so large that each page would cost a full garbage collection its share.</summary>
internal sealed class PostgreSqlRows : IDisposable
{
    private const int SmallestArray = 64;

    private PostgreSqlRow[] _rows = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A row, from 0.</summary>
    public ref readonly PostgreSqlRow this[int index] => ref _rows[index];

    /// <summary>Adds one.</summary>
    public void Add(in PostgreSqlRow row)
    {
        if (Count == _rows.Length) Grow();
        _rows[Count++] = row;
    }

    /// <summary>Gives the array back. The rows must not be asked for any more.</summary>
    public void Dispose()
    {
        Return(_rows, Count);
        (_rows, Count) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<PostgreSqlRow>.Shared.Rent(Math.Max(SmallestArray, Count * 2));
        _rows.AsSpan(0, Count).CopyTo(larger);
        Return(_rows, Count);
        _rows = larger;
    }

    // What is left in it would keep the names of tenants alive.
    private static void Return(PostgreSqlRow[] rows, int used)
    {
        if (rows.Length == 0) return;
        Array.Clear(rows, 0, used);
        ArrayPool<PostgreSqlRow>.Shared.Return(rows);
    }
}
