using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>How a transaction ends, and what can be done with it then.</summary>
internal static class TransactionEndRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "after its end nothing can be done with a transaction, and the error says which end it was", async s =>
        {
            foreach (var (commit, word) in new[] { (true, "committed"), (false, "disposed") })
            {
                var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                var position = (await transaction.NoteAsync(NewStream(), Note()).ConfigureAwait(false)).LastPosition;
                if (commit) await transaction.CommitAsync().ConfigureAwait(false);
                else await transaction.DisposeAsync().ConfigureAwait(false);
                foreach (var (name, use) in new (string Name, Func<Task> Use)[]
                {
                    ("An append", () => transaction.NoteAsync(NewStream(), Note())),
                    ("An append to several streams", () => transaction.AppendAsync([new(NewStream(), ExpectedVersion.Any, Notes(1))]).AsTask()),
                    ("Taking what was appended", () => transaction.TakeAppendedAsync().AsTask()),
                    ("Moving a checkpoint", () => transaction.MoveCheckpointAsync(new Checkpoint("readers", 0, position)).AsTask()),
                    ("Removing checkpoints", () => transaction.RemoveCheckpointsAsync("readers").AsTask()),
                    ("A commit", () => transaction.CommitAsync().AsTask()),
                    ("A commit that moves a checkpoint", () => transaction.CommitAsync(new Checkpoint("readers", 0, position)).AsTask()),
                    ("Asking for the connection", () => Task.FromResult(transaction.Connection)),
                    ("Asking for the transaction of the connection", () => Task.FromResult(transaction.DbTransaction)),
                })
                {
                    var error = await Expect.ThrowsAsync<InvalidOperationException>(() => use(), $"{name} after the transaction was {word}").ConfigureAwait(false);
                    Expect.True(error.Message.Contains(word, StringComparison.Ordinal), $"The error says that the transaction was {word}: {error.Message}");
                }
            }

            Expect.Equal(1, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("PR-2", "a transaction can be disposed of again, and after its commit", async s =>
        {
            var undone = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await undone.NoteAsync(NewStream(), Note()).ConfigureAwait(false);
            for (var i = 0; i < 3; i++) await undone.DisposeAsync().ConfigureAwait(false);
            var committed = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await committed.NoteAsync(NewStream(), Note("kept")).ConfigureAwait(false);
            await committed.CommitAsync().ConfigureAwait(false);
            for (var i = 0; i < 3; i++) await committed.DisposeAsync().ConfigureAwait(false);
            Expect.Sequence(["kept"], TextsOf(await s.ReadAllAsync().ConfigureAwait(false)), "What is stored");
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
        });
        cases.Add("PR-2", "a committed transaction is out of others' way before it is disposed of", async s =>
        {
            var committed = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await using var t = committed.ConfigureAwait(false);
            var stream = NewStream();
            await committed.NoteAsync(stream, Note()).ConfigureAwait(false);
            await committed.CommitAsync().ConfigureAwait(false);
            Expect.Equal(2, (await s.AppendAsync(stream, ExpectedVersion.Exactly(1), Note()).ConfigureAwait(false)).Version, "The version after another append");
            Expect.Equal(3, (await s.CommitAsync(x => x.NoteAsync(stream, Note())).ConfigureAwait(false)).Version, "The version after another transaction");
        });
        cases.Add("PR-2", "what is cancelled before it begins is not done, and the transaction goes on", async s =>
        {
            var cancelled = new CancellationToken(canceled: true);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Transactional.BeginTransactionAsync(cancelled).AsTask(), "Beginning with a cancelled token").ConfigureAwait(false);
            var stream = NewStream();
            await s.CommitAsync(async t =>
            {
                await Expect.ThrowsAsync<OperationCanceledException>(() => t.AppendAsync(stream, ExpectedVersion.Any, Notes(1), cancelled).AsTask(), "An append with a cancelled token").ConfigureAwait(false);
                var position = (await t.NoteAsync(stream, Note("kept")).ConfigureAwait(false)).LastPosition;
                await Expect.ThrowsAsync<OperationCanceledException>(
                    () => t.MoveCheckpointAsync(new Checkpoint("readers", 0, position), cancelled).AsTask(), "Moving a checkpoint with a cancelled token").ConfigureAwait(false);
                await Expect.ThrowsAsync<OperationCanceledException>(() => t.TakeAppendedAsync(cancelled).AsTask(), "Taking what was appended with a cancelled token").ConfigureAwait(false);
                await Expect.ThrowsAsync<OperationCanceledException>(() => t.CommitAsync(cancelled).AsTask(), "A commit with a cancelled token").ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            Expect.Sequence(["kept"], TextsOf(await s.ReadAllAsync().ConfigureAwait(false)), "What is stored");
            Expect.Equal(null, await s.Transactional.Checkpoints.FindAsync("readers").ConfigureAwait(false), "The checkpoint");
        });
        cases.Add("PR-2", "who waits for another transaction can give up, and it goes on", async s =>
        {
            var (stream, first) = (NewStream(), await s.Transactional.BeginTransactionAsync().ConfigureAwait(false));
            await using var t = first.ConfigureAwait(false);
            await first.NoteAsync(stream, Note("first")).ConfigureAwait(false);
            using var giveUp = new CancellationTokenSource();
            var second = s.Transactional.BeginTransactionAsync(giveUp.Token).AsTask();
            for (var i = 0; i < 20; i++) await Task.Yield();
            await giveUp.CancelAsync().ConfigureAwait(false);
            try
            {
                // Where transactions do not wait for each other to begin, there is one.
                await (await second.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Where they do, it was given up.
            }

            await first.CommitAsync().ConfigureAwait(false);
            Expect.Sequence(["first"], TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
            await s.CommitAsync(x => x.NoteAsync(stream, Note("third"))).ConfigureAwait(false);
        });
    }
}
