using System.Collections.Immutable;
using EventSourcing;

namespace Banking.Projections;

/// <summary>A row of every kind of member is what it was, when it is read again.</summary>
public class MappingTests
{
    private static readonly Kinds Full = new(
        Guid.CreateVersion7(),
        new OwnerName("Alice"),
        BalanceState.Blocked,
        BalanceMarks.Large | BalanceMarks.Foreign,
        BalanceState.Open,
        "a note",
        [new Movement(1.50m, new DateOnly(2026, 1, 2)), new Movement(-2m, DateOnly.MinValue)],
        ImmutableDictionary<OwnerName, int>.Empty.Add(new OwnerName("Bob"), 3),
        new Movement(3m, DateOnly.MaxValue),
        [1, 2],
        [1, 2, 3],
        TimeSpan.FromSeconds(1.5),
        (Half)0.5)
    {
        Changes = 4, GoneAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Rest = 2.50m,
    };

    private static readonly Kinds Sparse = Full with { Before = null, Note = null, Movements = [], Counts = ImmutableDictionary<OwnerName, int>.Empty, Last = null, Numbers = null, GoneAt = null };

    [Test]
    public void A_row_is_read_as_it_was_written()
    {
        foreach (var row in new[] { Full, Sparse })
        {
            var read = KindsMapping.Instance.Read(KindsMapping.Instance.Write(row));
            Assert.That(read.Movements, Is.EqualTo(row.Movements));
            Assert.That(read.Counts, Is.EquivalentTo(row.Counts));
            Assert.That(read.Numbers, Is.EqualTo(row.Numbers));
            Assert.That(read.Hash, Is.EqualTo(row.Hash));
            Assert.That(read with { Movements = row.Movements, Counts = row.Counts, Numbers = row.Numbers, Hash = row.Hash }, Is.EqualTo(row));
        }
    }

    [Test]
    public void Columns_are_named_and_used_as_the_attributes_say()
    {
        var mapping = KindsMapping.Instance;
        Assert.That(mapping.Columns.Select(c => c.Name), Is.EqualTo(new[] { "number", "owner", "state", "marks", "before", "note", "movements", "counts", "last", "numbers", "hash", "age", "share", "changes", "gone_at", "rest" }));
        Assert.That(mapping.KeyColumns.Select(c => c.Name), Is.EqualTo(new[] { "owner", "number" }));
        Assert.That((mapping.VersionColumn, mapping.SoftDeletedColumn), Is.EqualTo(((ReadModelColumn)KindsColumns.Changes, (ReadModelColumn)KindsColumns.GoneAt)));
        Assert.That(mapping.Columns.Where(c => c.IsNullable).Select(c => c.Name), Is.EqualTo(new[] { "before", "note", "last", "numbers", "gone_at" }));
    }

    [Test]
    public async Task A_store_keeps_such_rows()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        await store.ReadModelSchema.ApplyAsync(DomainEvents.Catalog.ReadModels);
        var rows = store.ReadModel(KindsMapping.Instance);
        await rows.UpsertAsync(Sparse);
        Assert.That((await rows.GetAsync((Sparse.Owner, Sparse.Number))).Movements, Is.Empty);
        Assert.That(await rows.CountAsync(KindsColumns.State.EqualTo(BalanceState.Blocked)), Is.EqualTo(1));
    }
}
