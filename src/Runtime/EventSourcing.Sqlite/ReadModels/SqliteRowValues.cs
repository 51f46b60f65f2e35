using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>Values of rows as SQLite holds them. The texts are those that Microsoft.Data.Sqlite writes and reads, where they have an order.</summary>
internal static class SqliteRowValues
{
    private const string DateForm = "yyyy-MM-dd";
    private const string TimeForm = "HH:mm:ss.ffffff";
    private const string InstantForm = "yyyy-MM-dd HH:mm:ss.ffffff+00:00";
    private const int MostDigits = 40;

    public static void Bind(SqliteStatement statement, int parameter, in ReadModelValue value)
    {
        switch (value.Kind)
        {
            case ReadModelValueKind.Null:
                statement.Bind(parameter, (string?)null);
                break;
            case ReadModelValueKind.Boolean:
                statement.Bind(parameter, value.AsBoolean() ? 1 : 0);
                break;
            case ReadModelValueKind.Int16 or ReadModelValueKind.Int32 or ReadModelValueKind.Int64:
                statement.Bind(parameter, value.AsInt64());
                break;
            case ReadModelValueKind.Double:
                statement.Bind(parameter, value.AsDouble());
                break;
            case ReadModelValueKind.Text or ReadModelValueKind.Json:
                statement.Bind(parameter, value.AsText());
                break;
            case ReadModelValueKind.Bytes:
                statement.BindBlob(parameter, value.AsBytes());
                break;
            default:
                Span<byte> text = stackalloc byte[MostDigits];
                statement.BindText(parameter, text[..Format(value, text)]);
                break;
        }
    }

    public static ReadModelValue Read(SqliteStatement statement, int column, ReadModelValueKind kind)
    {
        if (statement.IsNull(column)) return default;
        return kind switch
        {
            ReadModelValueKind.Boolean => ReadModelValue.Of(statement.Int64(column) != 0),
            ReadModelValueKind.Int16 => ReadModelValue.Of(checked((short)statement.Int64(column))),
            ReadModelValueKind.Int32 => ReadModelValue.Of(checked((int)statement.Int64(column))),
            ReadModelValueKind.Int64 => ReadModelValue.Of(statement.Int64(column)),
            ReadModelValueKind.Double => ReadModelValue.Of(statement.Double(column)),
            ReadModelValueKind.Text => ReadModelValue.Of(statement.Text(column)),
            ReadModelValueKind.Json => ReadModelValue.OfJson(statement.Text(column)),
            ReadModelValueKind.Bytes => ReadModelValue.Of(statement.Bytes(column).ToArray()),
            ReadModelValueKind.Decimal => ReadModelValue.Of(SqliteDecimals.Parse(statement.Bytes(column))),
            ReadModelValueKind.Guid => ReadModelValue.Of(Utf8Parser.TryParse(statement.Bytes(column), out Guid id, out _) ? id : Guid.Parse(statement.Text(column))),
            ReadModelValueKind.Date => ReadModelValue.Of(DateOnly.ParseExact(statement.Text(column), DateForm, CultureInfo.InvariantCulture)),
            ReadModelValueKind.Time => ReadModelValue.Of(TimeOnly.Parse(statement.Text(column), CultureInfo.InvariantCulture)),
            _ => ReadModelValue.Of(ReadInstant(statement.Bytes(column))),
        };
    }

    private static int Format(in ReadModelValue value, Span<byte> text)
    {
        int length;
        switch (value.Kind)
        {
            case ReadModelValueKind.Decimal:
                value.AsDecimal().TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                return length;
            case ReadModelValueKind.Guid:
                value.AsGuid().TryFormat(text, out length);
                Ascii.ToUpperInPlace(text[..length], out length);
                return length;
            case ReadModelValueKind.Date:
                value.AsDate().TryFormat(text, out length, DateForm, CultureInfo.InvariantCulture);
                return length;
            case ReadModelValueKind.Time:
                value.AsTime().TryFormat(text, out length, TimeForm, CultureInfo.InvariantCulture);
                return length;
            default:
                value.AsInstant().UtcDateTime.TryFormat(text, out length, InstantForm, CultureInfo.InvariantCulture);
                return length;
        }
    }

    // The form that is written is read by its digits; others, of a foreign hand, as .NET reads them.
    private static DateTimeOffset ReadInstant(ReadOnlySpan<byte> text)
    {
        if (text.Length == InstantForm.Length && text[10] == ' ' && text[19] == '.' && text.EndsWith("+00:00"u8)
            && Utf8Parser.TryParse(text[..4], out int year, out _) && Number(text, 5) is var month and > 0 and < 13 && Number(text, 8) is var day and > 0
            && Utf8Parser.TryParse(text[20..26], out int micros, out var digits) && digits == 6 && year > 0 && day <= DateTime.DaysInMonth(year, month))
        {
            var time = new TimeSpan(Number(text, 11), Number(text, 14), Number(text, 17));
            return new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) + time + TimeSpan.FromMicroseconds(micros));
        }

        return DateTimeOffset.Parse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private static int Number(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';
}
