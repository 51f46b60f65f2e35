using System.Data.Common;
using System.Globalization;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>SQL of the user's own is committed and undone with the rest. Stores without a connection pass these rules with none.</summary>
internal static class OwnSqlRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "SQL on the transaction's connection is committed with its events and its checkpoint", async s =>
        {
            if (!await HasConnectionAsync(s).ConfigureAwait(false)) return;
            var (table, stream) = (NewTable(), NewStream());
            await s.CommitAsync(async t =>
            {
                await RunAsync(t, $"CREATE TABLE {table} (id bigint NOT NULL, note text NOT NULL)").ConfigureAwait(false);
                var result = await t.NoteAsync(stream, Notes(1)).ConfigureAwait(false);
                Expect.Equal(1, await RunAsync(t, $"INSERT INTO {table} (id, note) VALUES (1, 'one')").ConfigureAwait(false), "How many rows are written");
                await t.MoveCheckpointAsync(new Checkpoint("readers", 0, result.LastPosition)).ConfigureAwait(false);
                return await RunAsync(t, $"INSERT INTO {table} (id, note) VALUES (2, 'two')").ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal(2, await CountAsync(s, table).ConfigureAwait(false), "How many rows there are");
            Expect.Equal(1, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("PR-2", "SQL on the transaction's connection is undone with its events", async s =>
        {
            if (!await HasConnectionAsync(s).ConfigureAwait(false)) return;
            var (table, stream) = (NewTable(), NewStream());
            await s.CommitAsync(t => RunAsync(t, $"CREATE TABLE {table} (id bigint NOT NULL, note text NOT NULL)")).ConfigureAwait(false);
            await s.UndoAsync(async t =>
            {
                await RunAsync(t, $"INSERT INTO {table} (id, note) VALUES (1, 'one')").ConfigureAwait(false);
                return await t.NoteAsync(stream, Notes(1)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal(0, await CountAsync(s, table).ConfigureAwait(false), "How many rows there are");
            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("PR-2", "a refused append undoes no SQL that came before it in the transaction", async s =>
        {
            if (!await HasConnectionAsync(s).ConfigureAwait(false)) return;
            var (table, stream) = (NewTable(), await s.StreamOfAsync(1).ConfigureAwait(false));
            await s.CommitAsync(async t =>
            {
                await RunAsync(t, $"CREATE TABLE {table} (id bigint NOT NULL, note text NOT NULL)").ConfigureAwait(false);
                await RunAsync(t, $"INSERT INTO {table} (id, note) VALUES (1, 'one')").ConfigureAwait(false);
                await Expect.ThrowsAsync<ConcurrencyException>(() => t.AppendAsync(stream, ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append that conflicts").ConfigureAwait(false);
                return await RunAsync(t, $"INSERT INTO {table} (id, note) VALUES (2, 'two')").ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal(2, await CountAsync(s, table).ConfigureAwait(false), "How many rows there are");
        });
        cases.Add("PR-2", "commands that name the transaction, as those of object mappers do, belong to it", async s =>
        {
            if (!await HasConnectionAsync(s).ConfigureAwait(false)) return;
            var table = NewTable();
            await s.CommitAsync(async t =>
            {
                await RunAsync(t, $"CREATE TABLE {table} (id bigint NOT NULL, note text NOT NULL)").ConfigureAwait(false);
                var command = t.Connection!.CreateCommand();
                await using var c = command.ConfigureAwait(false);
                command.Transaction = t.DbTransaction;
#pragma warning disable CA2100 // As in Command.
                command.CommandText = $"INSERT INTO {table} (id, note) VALUES (7, 'seven')";
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                Expect.True(ReferenceEquals(t.Connection, t.DbTransaction!.Connection), "The transaction is one on the connection");
                return true;
            }).ConfigureAwait(false);
            Expect.Equal(1, await CountAsync(s, table).ConfigureAwait(false), "How many rows there are");
        });
    }

    private static string NewTable() => $"own_rows_{Guid.NewGuid():N}";

    private static Task<bool> HasConnectionAsync(StoreScene scene) => scene.UndoAsync(t => Task.FromResult(t.Connection is not null));

    private static Task<long> CountAsync(StoreScene scene, string table) => scene.UndoAsync(async t =>
    {
        var command = Command(t, $"SELECT count(*) FROM {table}");
        await using var c = command.ConfigureAwait(false);
        return Convert.ToInt64(await command.ExecuteScalarAsync().ConfigureAwait(false), CultureInfo.InvariantCulture);
    });

    private static async Task<int> RunAsync(IStoreTransaction transaction, string sql)
    {
        var command = Command(transaction, sql);
        await using var c = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static DbCommand Command(IStoreTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
#pragma warning disable CA2100 // The text is of this class, with a table's name that it has made.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
