namespace Benchmarks.PostgreSql;

/// <summary>One line of the comparison.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Size">Events in an append or a stream; in all for <see cref="WorkKind.ReadAll"/> and <see cref="WorkKind.Import"/>.</param>
/// <param name="Callers">How many callers at once, where it appends.</param>
/// <param name="NewStreams">Whether each append begins a stream; otherwise a caller goes on with its own.</param>
/// <param name="Orders">Whether orders are read, which are bigger and nested, or bookings.</param>
internal sealed record Work(WorkKind Kind, int Size, int Callers = 1, bool NewStreams = false, bool Orders = false)
{
    /// <summary>The lines of the table on a disk as it is.</summary>
    public static IReadOnlyList<Work> All { get; } =
    [
        .. new[] { 1, 16, 64, 256, 512 }.Select(callers => new Work(WorkKind.Append, 1, callers)),
        new(WorkKind.Append, 1, 1, NewStreams: true),
        .. from size in new[] { 10, 100, 1_000 } from callers in new[] { 1, 16, 64 } select new Work(WorkKind.Append, size, callers, NewStreams: true),
        .. new[] { 10, 100, 1_000, 10_000 }.Select(size => new Work(WorkKind.Load, size)),
        .. new[] { 100, 1_000 }.Select(size => new Work(WorkKind.Load, size, Orders: true)),
        new(WorkKind.Rehydrate, 100),
        new(WorkKind.Rehydrate, 1_000),
        new(WorkKind.ReadAll, 100_000),
        new(WorkKind.ReadAll, 100_000, Orders: true),
        new(WorkKind.Import, 50_000),
    ];

    /// <summary>The lines that a slow disk changes.</summary>
    public static IReadOnlyList<Work> OnSlowDisk { get; } =
    [
        .. new[] { 1, 16, 64, 256 }.Select(callers => new Work(WorkKind.Append, 1, callers)),
        .. new[] { 1, 16 }.Select(callers => new Work(WorkKind.Append, 10, callers, NewStreams: true)),
    ];

    /// <summary>What the line is called.</summary>
    public string Name
    {
        get
        {
            var size = Format.Count(Size);
            var events = Orders ? "orders" : "events";
            return Kind switch
            {
                WorkKind.Append => $"append {size}{(NewStreams ? ", new streams" : "")}, {Callers} caller{(Callers == 1 ? "" : "s")}",
                WorkKind.Load => $"load a stream of {size} {events}",
                WorkKind.Rehydrate => $"rehydrate an aggregate of {size} events",
                WorkKind.ReadAll => $"read all, {size} {events}",
                _ => $"import {size} events",
            };
        }
    }
}
