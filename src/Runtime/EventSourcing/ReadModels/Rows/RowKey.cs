using System.Text;

namespace EventSourcing.ReadModels;

/// <summary>The stored form of a key.</summary>
internal readonly struct RowKey : IEquatable<RowKey>
{
    private readonly ReadModelValue _first;
    private readonly ReadModelValue[]? _all;

    public RowKey(ReadModelValue single) => _first = single;

    public RowKey(ReadModelValue[] values)
    {
        _first = values[0];
        if (values.Length > 1) _all = values;
    }

    /// <summary>The key of values as a caller gave them.</summary>
    public static RowKey Of(ReadModelValue[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = Normal(values[i]);
        return new RowKey(values);
    }

    /// <summary>A value as keys have it: a decimal without zeros at its end, since those that are equal are one key and have one form.</summary>
    public static ReadModelValue Normal(ReadModelValue value) => value.Kind == ReadModelValueKind.Decimal ? ReadModelValue.Of(value.AsDecimal() / 1.0000000000000000000000000000m) : value;

    /// <summary>The bytes that the texts and bytes of a key, or of an index, have at most together: what fits into an index of every store.</summary>
    public const int MaxBytes = 2_500;

    /// <summary>The bytes of a text, or of bytes; 0 for what is always short.</summary>
    public static int LengthOf(in ReadModelValue value) => value.Kind switch
    {
        ReadModelValueKind.Text => Encoding.UTF8.GetByteCount(value.AsText()),
        ReadModelValueKind.Bytes => value.AsBytes().Length,
        _ => 0,
    };

    public int Count => _all?.Length ?? 1;

    public ReadModelValue this[int index] => _all is null ? _first : _all[index];

    public bool Equals(RowKey other)
    {
        if (_first != other._first || Count != other.Count) return false;
        for (var i = 1; i < Count; i++)
        {
            if (this[i] != other[i]) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        if (_all is null) return _first.GetHashCode();
        var hash = default(HashCode);
        foreach (var value in _all) hash.Add(value);
        return hash.ToHashCode();
    }

    public override string ToString() => _all is null ? _first.ToString() : $"({string.Join(", ", _all)})";
}
