using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace EventSourcing.ReadModels;

/// <summary>A place in the order of a query, as a text that goes into addresses.</summary>
internal static class RowCursor
{
    public static string Write(ReadModelMapping mapping, IReadOnlyList<RowOrder> order, IReadOnlyList<ReadModelValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Signature(mapping, order));
            foreach (var value in values)
            {
                if (value.IsNull) writer.WriteNullValue();
                else writer.WriteStringValue(Text(value));
            }

            writer.WriteEndArray();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <exception cref="ArgumentException">The text is no cursor, or that of another query.</exception>
    public static ReadModelValue[] Read(string cursor, ReadModelMapping mapping, IReadOnlyList<RowOrder> order)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
            var items = document.RootElement.EnumerateArray().ToList();
            if (items.Count == order.Count + 1 && items[0].GetString() == Signature(mapping, order))
            {
                var values = new ReadModelValue[order.Count];
                for (var i = 0; i < values.Length; i++) values[i] = items[i + 1].GetString() is { } text ? Parse(order[i].Column.Kind, text) : RequireNullable(order[i].Column);
                return values;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or OverflowException or ArgumentException or SerializationException)
        {
            throw Fault(mapping, cursor, e);
        }

        throw Fault(mapping, cursor, null);
    }

    // The rows and their order, not the table: another version of a projection has the same rows in another one.
    private static string Signature(ReadModelMapping mapping, IReadOnlyList<RowOrder> order) =>
        $"{mapping.RowType.Name}:{string.Join(',', order.Select(o => o.Descending ? $"{o.Column.Name}-" : o.Column.Name))}";

    private static ReadModelValue RequireNullable(ReadModelColumn column) => column.IsNullable ? default : throw new FormatException($"The column '{column.Name}' is never without a value.");

    private static string Text(ReadModelValue value) => value.Kind switch
    {
        ReadModelValueKind.Text => value.AsText(),
        ReadModelValueKind.Boolean => value.AsBoolean() ? "1" : "0",
        ReadModelValueKind.Instant => value.AsInstant().Ticks.ToString(CultureInfo.InvariantCulture),
        ReadModelValueKind.Time => value.AsTime().Ticks.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static ReadModelValue Parse(ReadModelValueKind kind, string text) => kind switch
    {
        ReadModelValueKind.Boolean => ReadModelValue.Of(text == "1"),
        ReadModelValueKind.Int16 => ReadModelValue.Of(short.Parse(text, CultureInfo.InvariantCulture)),
        ReadModelValueKind.Int32 => ReadModelValue.Of(int.Parse(text, CultureInfo.InvariantCulture)),
        ReadModelValueKind.Int64 => ReadModelValue.Of(long.Parse(text, CultureInfo.InvariantCulture)),
        ReadModelValueKind.Double => ReadModelValue.Of(double.Parse(text, CultureInfo.InvariantCulture)),
        ReadModelValueKind.Decimal => ReadModelValue.Of(decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)),
        ReadModelValueKind.Guid => ReadModelValue.Of(Guid.Parse(text)),
        ReadModelValueKind.Instant => ReadModelValue.Of(new DateTimeOffset(long.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero)),
        ReadModelValueKind.Date => ReadModelValue.Of(DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture)),
        ReadModelValueKind.Time => ReadModelValue.Of(new TimeOnly(long.Parse(text, CultureInfo.InvariantCulture))),
        ReadModelValueKind.Bytes => ReadModelValue.Of(Convert.FromHexString(text)),
        _ => ReadModelValue.Of(text),
    };

    private static ArgumentException Fault(ReadModelMapping mapping, string cursor, Exception? cause) => new(
        $"The cursor '{cursor}' is none of this query of the read model '{mapping.Table}'. Give what ReadModelPage.Next of the same query, with the same order, gave; or begin anew, without a cursor.",
        cause);
}
