namespace EventSourcing.Hosting.Tests;

internal sealed class FixedIds : IEventIdGenerator
{
    public static readonly Guid Id = Guid.Parse("0198f2d0-0000-7000-8000-000000000001");

    public Guid NewId(DateTimeOffset occurredAt) => Id;
}
