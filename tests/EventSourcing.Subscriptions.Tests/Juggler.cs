using Npgsql;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A projection that reads and changes its rows in all ways, by what the events say.</summary>
internal sealed class Juggler(IReadModel<Sum> rows) : IProjection
{
    /// <summary>How many different things it does.</summary>
    public const int Tricks = 12;

    /// <summary>Describes one with a table of its own.</summary>
    public static ProjectionDescriptor<Juggler> Descriptor(string name)
    {
        var mapping = Sum.Mapping.WithTable($"juggler_{name}");
        return new ProjectionDescriptor<Juggler>($"juggler-{name}", 1, [typeof(Moved)], [mapping], d => new Juggler(d.ReadModel(mapping)));
    }

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var (key, value) = (context.Stream.Key, ((Moved)context.Event.Data).Value);
        var found = await rows.FindAsync(key, cancellationToken);
        var row = found ?? new Sum(key, 0, 0);
        switch (value % Tricks)
        {
            case 0:
                await rows.DeleteAsync(key, cancellationToken);
                break;
            case 1 when found is not null:
                await rows.UpdateAsync(row with { Total = row.Total + 1000 }, cancellationToken);
                break;
            case 2:
                await rows.UpsertAsync(row with { Total = row.Total + await rows.CountAsync(Sum.TotalColumn.GreaterThan(100), cancellationToken: cancellationToken) }, cancellationToken);
                break;
            case 3:
                var others = await rows.QueryAsync(new ReadModelQuery<Sum>().Where(Sum.CountColumn.GreaterThan(1)), cancellationToken).ToListAsync(cancellationToken);
                await rows.UpsertManyAsync(others.Select(other => other with { Total = other.Total + 3 }), cancellationToken);
                break;
            case 4 when value % 5 == 0:
                await rows.TruncateAsync(cancellationToken);
                break;
            case 5 when value % 3 == 0:
                await OwnSqlAsync(context, key, cancellationToken);
                break;
            case 6 when found is null:
                await rows.InsertAsync(row with { Total = 7 }, cancellationToken);
                break;
            case 7:
                await rows.DeleteManyAsync((await rows.FindManyAsync(["0", "1", "2"], cancellationToken)).Select(other => other.Key), cancellationToken);
                break;
            default:
                await rows.UpsertAsync(row with { Total = row.Total + value, Count = row.Count + 1 }, cancellationToken);
                break;
        }
    }

    private async ValueTask OwnSqlAsync(EventContext context, string key, CancellationToken cancellationToken)
    {
        if (context.Transaction.Connection is not { } connection) return;
        await using var command = connection.CreateCommand();
        command.Transaction = context.Transaction.DbTransaction;
        command.CommandText = $"UPDATE {(connection is NpgsqlConnection ? "eventsourcing." : "")}{rows.Mapping.Table} SET total = total + 10000 WHERE key <> '{key}'";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
