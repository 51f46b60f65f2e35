using EventSourcing.Storage;
using EventSourcing.Transactions;
using Npgsql;

namespace EventSourcing.PostgreSql;

using Request = GroupedRequest<AtomicRequest, IReadOnlyList<AppendResult>>;

/// <summary>Writes to several streams at once, all or nothing, and on conditions; in a transaction of its own, or in a caller's.</summary>
internal sealed class AtomicAppender : IDisposable
{
    private const string Savepoint = "eventsourcing_append";

    private readonly PostgreSqlDatabase _database;
    private readonly AppendSender _sender;
    private readonly StoredAppends _stored;
    private readonly Action<long> _appended;
    private readonly AppendStatements<AppendWholeStatement> _statements;
    private readonly JoinedStatements _joined;
    private PostgreSqlStoreInfo? _info;

    /// <param name="database">What the parts of the store share.</param>
    /// <param name="sender">Sends the statements.</param>
    /// <param name="stored">Finds repetitions.</param>
    /// <param name="appended">Is told the last position of what was committed.</param>
    public AtomicAppender(PostgreSqlDatabase database, AppendSender sender, StoredAppends stored, Action<long> appended)
    {
        _database = database;
        _sender = sender;
        _stored = stored;
        _appended = appended;
        _statements = new AppendStatements<AppendWholeStatement>(() => new AppendWholeStatement(database.Names, _info!, database.Options.PrepareStatements));
        _joined = new JoinedStatements(database, () => _info!, Savepoint);
    }

    /// <summary>Writes and commits requests, one after the other.</summary>
    public async ValueTask FlushAsync(IReadOnlyList<Request> requests)
    {
        foreach (var request in requests)
        {
            try
            {
                var results = await AppendAsync(request.Request, request.CancellationToken).ConfigureAwait(false);
                _appended(results[^1].LastPosition.Value);
                request.Succeed(results);
            }
            catch (Exception e) when (e is EventSourcingException or OperationCanceledException)
            {
                request.Fail(e);
            }
        }
    }

    /// <summary>Writes within a caller's transaction, which stays usable when the append is refused.</summary>
    public async ValueTask<TransactionWrite> AppendAsync(NpgsqlTransaction transaction, AtomicRequest request)
    {
        var (info, connection) = (await InfoAsync().ConfigureAwait(false), transaction.Connection!);
        await RequireTypesAsync(request.Append).ConfigureAwait(false);
        var statement = _joined.Take(request.Append);
        try
        {
            await statement.EnterAsync(transaction).ConfigureAwait(false);
            for (var attempt = 0; ; attempt++)
            {
                _joined.Set(statement, request);
                AppendFailure? failure = null;
                try
                {
                    await statement.ExecuteWithinAsync().ConfigureAwait(false);
                }
                catch (PostgresException e) when (!PostgreSqlErrors.IsConnectionLost(e) && !HasNoSavepoint(e))
                {
                    failure = new AppendFailure(e, OutcomeUnknown: false);
                    await transaction.RollbackAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
                }

                var decided = await DecideAsync(info, request, statement, failure, attempt, connection).ConfigureAwait(false);
                if (decided is { } write) return write;
            }
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            // Nobody has committed the transaction.
            throw AppendErrors.Of(new AppendFailure(e, OutcomeUnknown: false), request.Append);
        }
        finally
        {
            statement.Leave();
            _joined.PutBack(statement);
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _joined.Dispose();
    }

    // An earlier error has ended the transaction, which takes no savepoint then.
    private static bool HasNoSavepoint(PostgresException e) => e.SqlState is PostgresErrorCodes.InFailedSqlTransaction or PostgresErrorCodes.NoActiveSqlTransaction;

    private async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(AtomicRequest request, CancellationToken cancellationToken)
    {
        var info = await InfoAsync().ConfigureAwait(false);
        await RequireTypesAsync(request.Append).ConfigureAwait(false);
        var statement = _statements.Take();
        var unknown = false;
        for (var attempt = 0; ; attempt++)
        {
            // What may be stored already is seen through to its end, and no later refusal can tell that it is not.
            var waiting = unknown ? CancellationToken.None : cancellationToken;
            waiting.ThrowIfCancellationRequested();
            statement.Set(info, request.Append, request.Scope, _database.Types);
            var failure = await _sender.SendAsync(statement, waiting).ConfigureAwait(false);
            if (unknown && failure is not null) failure = failure with { OutcomeUnknown = true };
            unknown = failure is { OutcomeUnknown: true };
            if (await DecideAsync(info, request, statement, failure, attempt, connection: null).ConfigureAwait(false) is not { } write) continue;
            _statements.PutBack(statement);
            return write.Results;
        }
    }

    /// <summary>Makes the results, or the error, of what came back.</summary>
    /// <returns>The results; <see langword="null"/> where it is to be sent again.</returns>
    private async ValueTask<TransactionWrite?> DecideAsync(
        PostgreSqlStoreInfo info, AtomicRequest request, AppendStatement statement, AppendFailure? failure, int attempt, NpgsqlConnection? connection)
    {
        var append = request.Append;
        if (failure is null && statement.Match is null && FirstRefused(append, statement) < 0) return new TransactionWrite(Results(info, append, statement), IsNew: true);
        if (failure is not null && !PostgreSqlErrors.IsEventIdTaken(failure.Cause)) throw AppendErrors.Of(failure, append);

        // A repetition is found before whatever else stands in its way.
        Dictionary<Guid, StoredEvent> stored;
        try
        {
            stored = connection is null
                ? await _stored.FindAsync(info, append.Appends, request.Scope).ConfigureAwait(false)
                : await _stored.FindAsync(connection, info, append.Appends, request.Scope).ConfigureAwait(false);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            throw AppendErrors.Of(new AppendFailure(e, failure is null or { OutcomeUnknown: true }), append);
        }

        if (append.FindRepetition(stored.Values) is { } first) return new TransactionWrite(first, IsNew: false);
        if (failure is not null) return attempt < 2 ? null : throw AppendErrors.Of(failure, append);
        if (FirstRefused(append, statement) is var refused and >= 0) throw AppendErrors.Of(statement.Outcome(refused), append.Appends[refused]);

        // A type that was added meanwhile may be one that the condition does not mean.
        var (position, type) = statement.Match!.Value;
        if (attempt == 0 && !_database.Types.TryGet(type, out _))
        {
            await RequireTypesAsync(append, reload: true).ConfigureAwait(false);
            return null;
        }

        throw new AppendConditionException(append.Condition!, new GlobalPosition(info.StoreId, position));
    }

    private static int FirstRefused(PreparedAtomicAppend append, AppendStatement statement)
    {
        for (var i = 0; i < append.Appends.Count; i++)
        {
            if (statement.Outcome(i).Status != AppendStatus.Stored) return i;
        }

        return -1;
    }

    private static AppendResult[] Results(PostgreSqlStoreInfo info, PreparedAtomicAppend append, AppendStatement statement)
    {
        var results = new AppendResult[append.Appends.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var outcome = statement.Outcome(i);
            results[i] = new AppendResult(append.Appends[i].Stream, outcome.Version, new GlobalPosition(info.StoreId, outcome.First), new GlobalPosition(info.StoreId, outcome.Last));
        }

        return results;
    }

    private async ValueTask<PostgreSqlStoreInfo> InfoAsync() => _info ??= await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);

    private async ValueTask RequireTypesAsync(PreparedAtomicAppend append, bool reload = false)
    {
        try
        {
            if (reload) await _database.Types.LoadAsync(CancellationToken.None).ConfigureAwait(false);
            await _database.Types.RequireAsync(append.Appends.SelectMany(a => a.Events.Select(e => (a.Stream.Category, e.Descriptor))), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            throw AppendErrors.Of(new AppendFailure(e, OutcomeUnknown: false), append);
        }
    }
}
