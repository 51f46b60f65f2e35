using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <content>The end of a transaction that is to last.</content>
internal sealed partial class PostgreSqlStoreTransaction
{
    protected override async ValueTask CommitOnceAsync(CancellationToken cancellationToken)
    {
        // After an error of one statement the server ends a transaction by undoing it, and calls that no error: where SQL of the user's may have failed, it is asked first.
        if (HasOwnSql) await AskAsync("The commit of a transaction", 0, static (batch, _) => batch.Add("SELECT 1"), static (_, _, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        try
        {
            await NpgsqlTransaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            throw Unknown(e);
        }

        Conclude(committed: true);
        if (_lastPosition > 0) _appended(_lastPosition);
    }

    // The checkpoint, the rows that wait and the commit go to the server together. It does nothing that comes after a statement that fails, and the first fails where the checkpoint may not be moved.
    protected override async ValueTask<CheckpointOutcome> CommitOnceAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(NpgsqlConnection, NpgsqlTransaction);
        await using var b = batch.ConfigureAwait(false);
        PostgreSqlCheckpoints.Require(batch, Database.Names, checkpoint);
        var rows = (PostgreSqlRowPort?)_rows?.Port;
        rows?.Gather(batch);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        batch.Add("COMMIT");
        try
        {
            if (Database.Options.PrepareStatements) await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (PostgreSqlCheckpoints.IsRefusal(e))
        {
            return await DecideAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            // The server's own answer to the cancellation says that it has stopped before the commit.
            if (e.InnerException is PostgresException) throw;
            throw Unknown(e.InnerException ?? e);
        }
        catch (PostgresException e) when (rows?.Explain(e) is { } fault)
        {
            throw fault;
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            if (PostgreSqlErrors.IsConnectionLost(e)) Database.Connections.Forget();
            throw Unknown(e);
        }

        Conclude(committed: true);
        if (_lastPosition > 0) _appended(_lastPosition);
        return CheckpointOutcome.Moved;
    }

    // Why a checkpoint could not be moved. Somebody may have removed it since: then it is not where it was expected to be either.
    private async ValueTask<CheckpointOutcome> DecideAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await RollbackAsync().ConfigureAwait(false);
        var stored = await FindAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        return CheckpointRequest.Decide(stored, checkpoint) is var outcome and not CheckpointOutcome.Moved ? outcome : CheckpointOutcome.Behind;
    }

    private static EventStoreException Unknown(Exception cause)
    {
        var fault = PostgreSqlErrors.Translate(cause, "The commit of a transaction", outcomeUnknown: false);
        return cause is PostgresException { InvariantSeverity: "ERROR" }
            ? fault
            : new EventStoreException(
                $"{fault.Message} Whether it was committed is unknown: do its work again in another transaction. A checkpoint that was moved then says so, and events with the same ids are not stored twice.",
                outcomeUnknown: true,
                fault.IsTransient,
                cause);
    }
}
