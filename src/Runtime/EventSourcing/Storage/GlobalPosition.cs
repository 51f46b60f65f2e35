using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventSourcing;

/// <summary>
/// A place in the global feed of one store. Positions of a store are ordered as its feed is; they may have gaps, and say nothing of how
/// many events lie between. Positions of different stores are never equal and refuse to be ordered.
/// </summary>
/// <remarks>The text form is <c>value@store</c>; it is made to be kept as a checkpoint and read back with <see cref="Parse"/>.</remarks>
public readonly struct GlobalPosition : IEquatable<GlobalPosition>, IComparable<GlobalPosition>, IParsable<GlobalPosition>
{
    /// <summary>Makes a position. For stores; others get positions from a store, or by <see cref="Parse"/>.</summary>
    /// <param name="storeId">The id of the store, not empty.</param>
    /// <param name="value">The place, not negative.</param>
    public GlobalPosition(Guid storeId, long value)
    {
        if (storeId == Guid.Empty) throw new ArgumentException("A position needs the id of its store.", nameof(storeId));
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        StoreId = storeId;
        Value = value;
    }

    /// <summary>The id of the store to which the position belongs.</summary>
    public Guid StoreId { get; }

    /// <summary>The place in that store's feed. For stores: to everybody else it is opaque.</summary>
    public long Value { get; }

    /// <summary>Whether both are the same place of the same store.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one.</param>
    public static bool operator ==(GlobalPosition left, GlobalPosition right) => left.Equals(right);

    /// <summary>Whether they are different places, or of different stores.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one.</param>
    public static bool operator !=(GlobalPosition left, GlobalPosition right) => !left.Equals(right);

    /// <summary>Whether the first comes before the second in the feed.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one of the same store.</param>
    /// <exception cref="PositionMismatchException">They belong to different stores.</exception>
    public static bool operator <(GlobalPosition left, GlobalPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first comes after the second in the feed.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one of the same store.</param>
    /// <exception cref="PositionMismatchException">They belong to different stores.</exception>
    public static bool operator >(GlobalPosition left, GlobalPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is the second or comes before it.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one of the same store.</param>
    /// <exception cref="PositionMismatchException">They belong to different stores.</exception>
    public static bool operator <=(GlobalPosition left, GlobalPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is the second or comes after it.</summary>
    /// <param name="left">A position.</param>
    /// <param name="right">Another one of the same store.</param>
    /// <exception cref="PositionMismatchException">They belong to different stores.</exception>
    public static bool operator >=(GlobalPosition left, GlobalPosition right) => left.CompareTo(right) >= 0;

    /// <summary>Reads the text form.</summary>
    /// <param name="s">The text: <c>value@store</c>.</param>
    /// <param name="provider">Not used: the form is the same in every culture.</param>
    /// <returns>The position.</returns>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static GlobalPosition Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var result)
            ? result
            : throw new FormatException($"'{s}' is no position. The form is value@store, as GlobalPosition.ToString() gives it.");
    }

    /// <summary>Reads the text form, if it is one.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the form is the same in every culture.</param>
    /// <param name="result">The position.</param>
    /// <returns>Whether the text has the form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GlobalPosition result)
    {
        result = default;
        var at = s?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at < 1
            || !long.TryParse(s.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            || !Guid.TryParseExact(s.AsSpan(at + 1), "N", out var store)
            || store == Guid.Empty)
        {
            return false;
        }

        result = new GlobalPosition(store, value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(GlobalPosition other) => StoreId == other.StoreId
        ? Value.CompareTo(other.Value)
        : throw new PositionMismatchException(this, other.StoreId);

    /// <inheritdoc/>
    public bool Equals(GlobalPosition other) => Value == other.Value && StoreId == other.StoreId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GlobalPosition other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StoreId, Value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}@{StoreId:N}");
}
