using EventSourcing.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>Values of rows as parameters, one by one or a column at once, and as they come from the server.</summary>
internal static class PostgreSqlRowValues
{
    /// <summary>A parameter for one value.</summary>
    public static NpgsqlParameter Parameter(ReadModelValueKind kind, in ReadModelValue value)
    {
        if (value.IsNull) return new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(kind) };
        return kind switch
        {
            ReadModelValueKind.Boolean => Make(value.AsBoolean(), kind),
            ReadModelValueKind.Int16 => Make((short)value.AsInt64(), kind),
            ReadModelValueKind.Int32 => Make((int)value.AsInt64(), kind),
            ReadModelValueKind.Int64 => Make(value.AsInt64(), kind),
            ReadModelValueKind.Double => Make(value.AsDouble(), kind),
            ReadModelValueKind.Decimal => Make(value.AsDecimal(), kind),
            ReadModelValueKind.Guid => Make(value.AsGuid(), kind),
            ReadModelValueKind.Instant => Make(value.AsInstant().UtcDateTime, kind),
            ReadModelValueKind.Date => Make(value.AsDate(), kind),
            ReadModelValueKind.Time => Make(value.AsTime(), kind),
            ReadModelValueKind.Bytes => Make(value.AsBytes(), kind),
            _ => Make(value.AsText(), kind),
        };
    }

    /// <summary>A parameter for the values of a column, one for each row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The values.</param>
    public static NpgsqlParameter Parameter(ReadModelColumn column, IReadOnlyList<ReadModelValue> values) => column.Kind switch
    {
        ReadModelValueKind.Boolean => Structs(column, values, static v => v.AsBoolean()),
        ReadModelValueKind.Int16 => Structs(column, values, static v => (short)v.AsInt64()),
        ReadModelValueKind.Int32 => Structs(column, values, static v => (int)v.AsInt64()),
        ReadModelValueKind.Int64 => Structs(column, values, static v => v.AsInt64()),
        ReadModelValueKind.Double => Structs(column, values, static v => v.AsDouble()),
        ReadModelValueKind.Decimal => Structs(column, values, static v => v.AsDecimal()),
        ReadModelValueKind.Guid => Structs(column, values, static v => v.AsGuid()),
        ReadModelValueKind.Instant => Structs(column, values, static v => v.AsInstant().UtcDateTime),
        ReadModelValueKind.Date => Structs(column, values, static v => v.AsDate()),
        ReadModelValueKind.Time => Structs(column, values, static v => v.AsTime()),
        ReadModelValueKind.Bytes => Classes(column, values, static v => v.AsBytes()),
        _ => Classes(column, values, static v => v.AsText()),
    };

    public static ReadModelValue Read(NpgsqlDataReader row, int ordinal, ReadModelValueKind kind)
    {
        if (row.IsDBNull(ordinal)) return default;
        return kind switch
        {
            ReadModelValueKind.Boolean => ReadModelValue.Of(row.GetBoolean(ordinal)),
            ReadModelValueKind.Int16 => ReadModelValue.Of(row.GetInt16(ordinal)),
            ReadModelValueKind.Int32 => ReadModelValue.Of(row.GetInt32(ordinal)),
            ReadModelValueKind.Int64 => ReadModelValue.Of(row.GetInt64(ordinal)),
            ReadModelValueKind.Double => ReadModelValue.Of(row.GetDouble(ordinal)),
            ReadModelValueKind.Decimal => ReadModelValue.Of(row.GetDecimal(ordinal)),
            ReadModelValueKind.Guid => ReadModelValue.Of(row.GetGuid(ordinal)),
            ReadModelValueKind.Instant => ReadModelValue.Of(new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(ordinal), DateTimeKind.Utc))),
            ReadModelValueKind.Date => ReadModelValue.Of(row.GetFieldValue<DateOnly>(ordinal)),
            ReadModelValueKind.Time => ReadModelValue.Of(row.GetFieldValue<TimeOnly>(ordinal)),
            ReadModelValueKind.Bytes => ReadModelValue.Of(row.GetFieldValue<byte[]>(ordinal)),
            ReadModelValueKind.Json => ReadModelValue.OfJson(row.GetString(ordinal)),
            _ => ReadModelValue.Of(row.GetString(ordinal)),
        };
    }

    private static NpgsqlParameter<T> Make<T>(T value, ReadModelValueKind kind) => new() { TypedValue = value, NpgsqlDbType = TypeOf(kind) };

    private static NpgsqlParameter Structs<T>(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, Func<ReadModelValue, T> get)
        where T : struct
    {
        var type = NpgsqlDbType.Array | TypeOf(column.Kind);
        if (!column.IsNullable) return new NpgsqlParameter<T[]> { TypedValue = Fill(values, get), NpgsqlDbType = type };
        return new NpgsqlParameter<T?[]> { TypedValue = Fill(values, v => v.IsNull ? (T?)null : get(v)), NpgsqlDbType = type };
    }

    private static NpgsqlParameter<T?[]> Classes<T>(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, Func<ReadModelValue, T> get)
        where T : class => new() { TypedValue = Fill(values, v => v.IsNull ? null : get(v)), NpgsqlDbType = NpgsqlDbType.Array | TypeOf(column.Kind) };

    private static T[] Fill<T>(IReadOnlyList<ReadModelValue> values, Func<ReadModelValue, T> get)
    {
        var filled = new T[values.Count];
        for (var i = 0; i < filled.Length; i++) filled[i] = get(values[i]);
        return filled;
    }

    private static NpgsqlDbType TypeOf(ReadModelValueKind kind) => kind switch
    {
        ReadModelValueKind.Boolean => NpgsqlDbType.Boolean,
        ReadModelValueKind.Int16 => NpgsqlDbType.Smallint,
        ReadModelValueKind.Int32 => NpgsqlDbType.Integer,
        ReadModelValueKind.Int64 => NpgsqlDbType.Bigint,
        ReadModelValueKind.Double => NpgsqlDbType.Double,
        ReadModelValueKind.Decimal => NpgsqlDbType.Numeric,
        ReadModelValueKind.Guid => NpgsqlDbType.Uuid,
        ReadModelValueKind.Instant => NpgsqlDbType.TimestampTz,
        ReadModelValueKind.Date => NpgsqlDbType.Date,
        ReadModelValueKind.Time => NpgsqlDbType.Time,
        ReadModelValueKind.Bytes => NpgsqlDbType.Bytea,
        ReadModelValueKind.Json => NpgsqlDbType.Json,
        _ => NpgsqlDbType.Text,
    };
}
