namespace EventSourcing.Testing.ReadModels;

/// <summary>A row with a column of each form.</summary>
internal sealed record ContractSample(
    decimal Id,
    bool Flag,
    short Short,
    long Long,
    ulong Huge,
    double Ratio,
    decimal Exact,
    string Text,
    Guid Guid,
    DateTimeOffset Instant,
    DateTime Utc,
    DateOnly Date,
    TimeOnly Time,
    TimeSpan Span,
    DayOfWeek Day,
    AttributeTargets Flags,
    string Bytes,
    string Json,
    double? NoRatio = null,
    Guid? NoGuid = null,
    string? NoBytes = null)
{
    private static readonly ReadModelType<string> Base64 = ReadModelTypes.Wrapped(ReadModelTypes.Bytes, static (string v) => Convert.FromBase64String(v), static v => Convert.ToBase64String(v));

    public static readonly ReadModelColumn<ContractSample, decimal> IdColumn = new("id", ReadModelTypes.Decimal, static r => r.Id);
    public static readonly ReadModelColumn<ContractSample, bool> FlagColumn = new("flag", ReadModelTypes.Boolean, static r => r.Flag);
    public static readonly ReadModelColumn<ContractSample, short> ShortColumn = new("short", ReadModelTypes.Int16, static r => r.Short);
    public static readonly ReadModelColumn<ContractSample, long> LongColumn = new("long", ReadModelTypes.Int64, static r => r.Long);
    public static readonly ReadModelColumn<ContractSample, ulong> HugeColumn = new("huge", ReadModelTypes.UInt64, static r => r.Huge);
    public static readonly ReadModelColumn<ContractSample, double> RatioColumn = new("ratio", ReadModelTypes.Double, static r => r.Ratio);
    public static readonly ReadModelColumn<ContractSample, decimal> ExactColumn = new("exact", ReadModelTypes.Decimal, static r => r.Exact);
    public static readonly ReadModelColumn<ContractSample, string> TextColumn = new("text", ReadModelTypes.Text, static r => r.Text);
    public static readonly ReadModelColumn<ContractSample, Guid> GuidColumn = new("guid", ReadModelTypes.Guid, static r => r.Guid);
    public static readonly ReadModelColumn<ContractSample, DateTimeOffset> InstantColumn = new("instant", ReadModelTypes.Instant, static r => r.Instant);
    public static readonly ReadModelColumn<ContractSample, DateTime> UtcColumn = new("utc", ReadModelTypes.UtcDateTime, static r => r.Utc);
    public static readonly ReadModelColumn<ContractSample, DateOnly> DateColumn = new("date", ReadModelTypes.Date, static r => r.Date);
    public static readonly ReadModelColumn<ContractSample, TimeOnly> TimeColumn = new("time", ReadModelTypes.Time, static r => r.Time);
    public static readonly ReadModelColumn<ContractSample, TimeSpan> SpanColumn = new("span", ReadModelTypes.Duration, static r => r.Span);
    public static readonly ReadModelColumn<ContractSample, DayOfWeek> DayColumn = new("day", ReadModelTypes.EnumName<DayOfWeek>(), static r => r.Day);
    public static readonly ReadModelColumn<ContractSample, AttributeTargets> FlagsColumn = new("flags", ReadModelTypes.EnumNumber<AttributeTargets>(), static r => r.Flags);
    public static readonly ReadModelColumn<ContractSample, string> BytesColumn = new("bytes", Base64, static r => r.Bytes);
    public static readonly ReadModelColumn<ContractSample, string> JsonColumn = new("json", ReadModelTypes.Json<string>(static (writer, value) => writer.WriteStringValue(value), static (ref reader) => reader.GetString()!), static r => r.Json);
    public static readonly ReadModelColumn<ContractSample, double?> NoRatioColumn = new("no_ratio", ReadModelTypes.Optional(ReadModelTypes.Double), static r => r.NoRatio);
    public static readonly ReadModelColumn<ContractSample, Guid?> NoGuidColumn = new("no_guid", ReadModelTypes.Optional(ReadModelTypes.Guid), static r => r.NoGuid);
    public static readonly ReadModelColumn<ContractSample, string?> NoBytesColumn = new("no_bytes", ReadModelTypes.OrNull(Base64), static r => r.NoBytes);

    public static readonly ReadModelMapping<ContractSample> Mapping = new(
        "contract_samples",
        ReadModelKey.Of(IdColumn),
        [
            IdColumn, FlagColumn, ShortColumn, LongColumn, HugeColumn, RatioColumn, ExactColumn, TextColumn, GuidColumn, InstantColumn, UtcColumn, DateColumn, TimeColumn, SpanColumn, DayColumn, FlagsColumn,
            BytesColumn, JsonColumn, NoRatioColumn, NoGuidColumn, NoBytesColumn,
        ],
        static v => new ContractSample(
            IdColumn.Load(v[0]),
            FlagColumn.Load(v[1]),
            ShortColumn.Load(v[2]),
            LongColumn.Load(v[3]),
            HugeColumn.Load(v[4]),
            RatioColumn.Load(v[5]),
            ExactColumn.Load(v[6]),
            TextColumn.Load(v[7]),
            GuidColumn.Load(v[8]),
            InstantColumn.Load(v[9]),
            UtcColumn.Load(v[10]),
            DateColumn.Load(v[11]),
            TimeColumn.Load(v[12]),
            SpanColumn.Load(v[13]),
            DayColumn.Load(v[14]),
            FlagsColumn.Load(v[15]),
            BytesColumn.Load(v[16]),
            JsonColumn.Load(v[17]),
            NoRatioColumn.Load(v[18]),
            NoGuidColumn.Load(v[19]),
            NoBytesColumn.Load(v[20])));

    /// <summary>Rows at the edges of what each column holds.</summary>
    public static IReadOnlyList<ContractSample> Edges { get; } =
    [
        new(1, false, short.MinValue, long.MinValue, 0, double.MinValue, decimal.MinValue, "", Guid.Empty, DateTimeOffset.MinValue, new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc), DateOnly.MinValue, TimeOnly.MinValue, TimeSpan.MinValue, DayOfWeek.Sunday, 0, "", ""),
        new(2, true, short.MaxValue, long.MaxValue, ulong.MaxValue, double.MaxValue, decimal.MaxValue, "ä€𝄞 'quoted' \"twice\" ; -- \\ %_\n", Guid.AllBitsSet, new(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), new(9999, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Utc), DateOnly.MaxValue, new(23, 59, 59, 999, 999), TimeSpan.MaxValue, DayOfWeek.Saturday, AttributeTargets.All, "AP/+", "{\"a\": [1]}\u0000", double.Epsilon, Guid.AllBitsSet, "AA=="),
        new(3.5m, true, -1, -1, 1, 0.1, 1.10m, "a b", new("0123abcd-4567-89ab-cdef-0123456789ab"), new(2026, 1, 31, 12, 30, 0, 123, 456, TimeSpan.Zero), new(1969, 7, 20, 20, 17, 40, DateTimeKind.Utc), new(2024, 2, 29), new(12, 30, 0, 1, 2), new(-1, -2, -3), DayOfWeek.Friday, AttributeTargets.Class | AttributeTargets.Method, "AQID", "x", -0.5, Guid.Empty, ""),
        new(-7, false, 0, 0, 42, 1e300, 0.0000000000000000000000000001m, "\u007f", Guid.NewGuid(), DateTimeOffset.UnixEpoch, DateTime.UnixEpoch, new(1, 1, 2), new(0, 0, 0, 0, 1), TimeSpan.Zero, DayOfWeek.Monday, AttributeTargets.Event, "AAAA", "\u2028"),
    ];
}
