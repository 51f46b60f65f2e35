using System.Diagnostics;
using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

using Request = GroupedRequest<AppendRequest, AppendResult>;

/// <summary>Writes groups of appends: each group as one statement and one commit, each append with an outcome of its own.</summary>
internal sealed class GroupAppender : IDisposable
{
    private readonly PostgreSqlDatabase _database;
    private readonly AppendSender _sender;
    private readonly StoredAppends _stored;
    private readonly Action<long> _appended;
    private readonly Action<TimeSpan, TimeSpan> _observe;
    private readonly AppendStatements<AppendOneStatement> _single;
    private readonly AppendStatements<AppendGroupStatement> _groups;
    private PostgreSqlStoreInfo? _info;

    /// <param name="database">What the parts of the store share.</param>
    /// <param name="sender">Sends the statements.</param>
    /// <param name="stored">Finds repetitions.</param>
    /// <param name="appended">Is told the last position of what was committed.</param>
    /// <param name="observe">Is told how long a group took in all, and how long the server worked on it before the commit.</param>
    public GroupAppender(PostgreSqlDatabase database, AppendSender sender, StoredAppends stored, Action<long> appended, Action<TimeSpan, TimeSpan> observe)
    {
        _observe = observe;
        _database = database;
        _sender = sender;
        _stored = stored;
        _appended = appended;
        _single = new AppendStatements<AppendOneStatement>(() => new AppendOneStatement(database.Names, _info!, database.Options.PrepareStatements));
        _groups = new AppendStatements<AppendGroupStatement>(() => new AppendGroupStatement(database.Names, _info!, database.Options.PrepareStatements));
    }

    /// <summary>Writes and commits a group, and gives each request an outcome.</summary>
    public async ValueTask FlushAsync(IReadOnlyList<Request> group)
    {
        var info = _info ??= await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        if (!info.RowLevelSecurity || group.Count == 1)
        {
            await WriteAsync(info, group).ConfigureAwait(false);
            return;
        }

        foreach (var scoped in group.GroupBy(r => r.Request.Scope)) await WriteAsync(info, [.. scoped]).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _single.Dispose();
        _groups.Dispose();
    }

    private async ValueTask WriteAsync(PostgreSqlStoreInfo info, IReadOnlyList<Request> group)
    {
        if (await HasTypesAsync(group).ConfigureAwait(false)) await WriteAsync(info, group, unknown: false).ConfigureAwait(false);
    }

    /// <param name="info">The store.</param>
    /// <param name="group">What is to be written.</param>
    /// <param name="unknown">Whether it may be stored already: it was sent before, and nobody knows what became of that. No later refusal can tell that it was not.</param>
    private async ValueTask WriteAsync(PostgreSqlStoreInfo info, IReadOnlyList<Request> group, bool unknown)
    {
        var left = group;
        for (var attempt = 0; ; attempt++)
        {
            if (!unknown) left = WithoutCancelled(left);
            if (left.Count == 0) return;
            if (await AttemptAsync(info, left, waits: !unknown).ConfigureAwait(false) is not { } failure) return;
            if (unknown) failure = failure with { OutcomeUnknown = true };
            unknown = failure.OutcomeUnknown;
            var before = left.Count;
            if (PostgreSqlErrors.IsEventIdTaken(failure.Cause)) left = await WithoutKnownAsync(info, left, failure).ConfigureAwait(false);
            if (left.Count == 0) return;
            if (left.Count < before || (before == 1 && attempt < 2 && PostgreSqlErrors.IsEventIdTaken(failure.Cause))) continue;
            if (before > 1 && failure.Cause is Npgsql.PostgresException)
            {
                // One of them has failed them all, and the server does not say which: now each alone.
                foreach (var request in left) await WriteAsync(info, [request], unknown).ConfigureAwait(false);
                return;
            }

            foreach (var request in left) request.Fail(AppendErrors.Of(failure, request.Request.Append.Stream));
            return;
        }
    }

    /// <summary>Sees to it that the numbers of all event types are known.</summary>
    private async ValueTask<bool> HasTypesAsync(IReadOnlyList<Request> group)
    {
        var types = _database.Types;
        if (AllAreKnown(group, types)) return true;
        try
        {
            await types.RequireAsync(group.SelectMany(r => r.Request.Append.Events.Select(e => (r.Request.Append.Stream.Category, e.Descriptor))), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            foreach (var request in group) request.Fail(AppendErrors.Of(new AppendFailure(e, OutcomeUnknown: false), request.Request.Append.Stream));
            return false;
        }
    }

    private static bool AllAreKnown(IReadOnlyList<Request> group, PostgreSqlEventTypes types)
    {
        foreach (var request in group)
        {
            foreach (var @event in request.Request.Append.EventSpan)
            {
                if (!types.TryGetId(request.Request.Append.Stream.Category, @event.Descriptor, out _)) return false;
            }
        }

        return true;
    }

    /// <summary>Leaves out those whose callers do not want them any more: nothing of them was sent.</summary>
    private static IReadOnlyList<Request> WithoutCancelled(IReadOnlyList<Request> group)
    {
        var cancelled = false;
        foreach (var request in group)
        {
            if (!request.CancellationToken.IsCancellationRequested) continue;
            request.Fail(new OperationCanceledException(request.CancellationToken));
            cancelled = true;
        }

        return cancelled ? [.. group.Where(r => !r.HasOutcome)] : group;
    }

    /// <summary>Sends a group.</summary>
    /// <param name="info">The store.</param>
    /// <param name="group">What is to be written.</param>
    /// <param name="waits">Whether a caller that does not want its append any more ends the waiting for a connection.</param>
    /// <returns>Why none of it is stored, or may be; <see langword="null"/> where each has its outcome.</returns>
    private async ValueTask<AppendFailure?> AttemptAsync(PostgreSqlStoreInfo info, IReadOnlyList<Request> group, bool waits)
    {
        var waiting = waits && group.Count == 1 ? group[0].CancellationToken : CancellationToken.None;
        if (group.Count == 1 && group[0].Request.Append.EventSpan is [{ Metadata.Tags.Count: 0 }])
        {
            var statement = _single.Take();
            statement.Set(info, group[0].Request, _database.Types);
            if (await _sender.SendAsync(statement, waiting).ConfigureAwait(false) is { } failure) return failure;
            await SettleAsync(info, group, statement).ConfigureAwait(false);
            _single.PutBack(statement);
        }
        else
        {
            var statement = _groups.Take();
            statement.Set(info, group, _database.Types);
            var began = Stopwatch.GetTimestamp();
            if (await _sender.SendAsync(statement, waiting).ConfigureAwait(false) is { } failure) return failure;
            _observe(Stopwatch.GetElapsedTime(began), statement.Executing);
            await SettleAsync(info, group, statement).ConfigureAwait(false);
            _groups.PutBack(statement);
        }

        return null;
    }

    private async ValueTask SettleAsync(PostgreSqlStoreInfo info, IReadOnlyList<Request> group, AppendStatement statement)
    {
        List<(Request Request, AppendOutcome Outcome)>? refused = null;
        var last = 0L;
        for (var i = 0; i < group.Count; i++)
        {
            var outcome = statement.Outcome(i);
            if (outcome.Status == AppendStatus.Stored)
            {
                group[i].Succeed(new AppendResult(group[i].Request.Append.Stream, outcome.Version, new GlobalPosition(info.StoreId, outcome.First), new GlobalPosition(info.StoreId, outcome.Last)));
                last = Math.Max(last, outcome.Last);
            }
            else
            {
                (refused ??= []).Add((group[i], outcome));
            }
        }

        if (last > 0) _appended(last);
        if (refused is not null) await ExplainAsync(info, refused).ConfigureAwait(false);
    }

    /// <summary>Tells repetitions from what was refused.</summary>
    private async ValueTask ExplainAsync(PostgreSqlStoreInfo info, List<(Request Request, AppendOutcome Outcome)> refused)
    {
        try
        {
            var stored = await _stored.FindAsync(info, refused.Select(r => r.Request.Request.Append), refused[0].Request.Request.Scope).ConfigureAwait(false);
            foreach (var (request, outcome) in refused)
            {
                if (!Decide(request, stored)) request.Fail(AppendErrors.Of(outcome, request.Request.Append));
            }
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            // They are not stored by this; but whether they were before, nobody can say.
            foreach (var (request, _) in refused) request.Fail(AppendErrors.Of(new AppendFailure(e, OutcomeUnknown: true), request.Request.Append.Stream));
        }
    }

    /// <summary>Answers those whose events are stored already.</summary>
    private async ValueTask<IReadOnlyList<Request>> WithoutKnownAsync(PostgreSqlStoreInfo info, IReadOnlyList<Request> group, AppendFailure failure)
    {
        try
        {
            var stored = await _stored.FindAsync(info, group.Select(r => r.Request.Append), group[0].Request.Scope).ConfigureAwait(false);
            return stored.Count == 0 ? group : [.. group.Where(r => !Decide(r, stored))];
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            foreach (var request in group) request.Fail(AppendErrors.Of(new AppendFailure(e, failure.OutcomeUnknown), request.Request.Append.Stream));
            return [];
        }
    }

    /// <returns>Whether the request has its outcome: its events are stored, or some of their ids are.</returns>
    private static bool Decide(Request request, Dictionary<Guid, StoredEvent> stored)
    {
        try
        {
            if (request.Request.Append.FindRepetition(AppendErrors.Matching(request.Request.Append, stored)) is not { } first) return false;
            request.Succeed(first);
        }
        catch (DuplicateEventException e)
        {
            request.Fail(e);
        }

        return true;
    }
}
