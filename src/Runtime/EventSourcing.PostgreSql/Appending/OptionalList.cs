using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>An array parameter that is mostly without any value, and is then sent as NULL.</summary>
internal sealed class OptionalList<T>(NpgsqlParameter<List<T?>?> parameter)
{
    private readonly List<T?> _values = [];
    private bool _used;

    public void Clear()
    {
        _values.Clear();
        _used = false;
    }

    public void Add(T? value)
    {
        _values.Add(value);
        _used |= value is not null;
    }

    /// <summary>Gives the parameter its value.</summary>
    public void Set() => parameter.TypedValue = _used ? _values : null;
}
