using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Outside;

/// <content>What it does to the processes, the server and the connections.</content>
internal sealed partial class OutsideHammer
{
    private readonly List<string> _story = [];
    private readonly Lock _deciding = new();

    private enum Blow
    {
        KillWriter,
        KillFollower,
        KillServer,
        StopServer,
        CutConnections,
        CutMessages,
        EndSessions,
        HoldTransaction,
    }

    /// <summary>Deals every blow once, in an order that the seed decides, with the processes at work all the time.</summary>
    public async Task RoundAsync()
    {
        var blows = Enum.GetValues<Blow>();
        _random.Shuffle(blows);
        foreach (var blow in blows)
        {
            if (_faults.Count > 0) return;
            await KeepIdleAsync();
            await ProgressAsync(_random.Next(20, 120));
            _story.Add($"{blow}");
            await DealAsync(blow);
            await KeepIdleAsync();
            await FeedGoesOnAsync();
        }
    }

    private async Task DealAsync(Blow blow)
    {
        switch (blow)
        {
            case Blow.KillWriter:
                var place = _random.Next(_writers.Length);
                await _writers[place]!.KillAsync();
                StartWriter(place);
                break;
            case Blow.KillFollower:
                foreach (var filter in Filters)
                {
                    if (filter != "all" && _random.Next(2) == 0) continue;
                    await _followers[filter].KillAsync();
                    StartFollower(filter);
                }

                break;
            case Blow.KillServer:
                await _server.KillAsync();
                await _server.StartAsync();
                break;
            case Blow.StopServer:
                await _server.StopAsync(immediate: _random.Next(2) == 0);
                await _server.StartAsync();
                break;
            case Blow.CutConnections:
                _proxy.Resets = _random.Next(2) == 0;
                for (var i = 0; i < 3; i++)
                {
                    _proxy.CutAll();
                    await ProgressAsync(10);
                }

                break;
            case Blow.CutMessages:
                _proxy.Watch(Cut);
                await ProgressAsync(80);
                await CalmAsync();
                break;
            case Blow.EndSessions:
                for (var i = 0; i < 3; i++)
                {
                    await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name IN ('writer', 'follower') AND random() < 0.7");
                    await ProgressAsync(10);
                }

                break;
            case Blow.HoldTransaction:
                await HoldAsync();
                break;
        }
    }

    // One message in a hundred, on its way to the server or back.
    private ProxyAction Cut(ProxyMessage message)
    {
        lock (_deciding) return _random.Next(100) > 0 ? ProxyAction.Forward : (ProxyAction)_random.Next(1, 4);
    }

    private Task CalmAsync()
    {
        _proxy.Watch();
        return Task.CompletedTask;
    }

    // An append in a transaction that stays open: the feed stops before it, the writers do not.
    private async Task HoldAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var held = (await _store.AppendAsync(transaction, new StreamId("cold", $"held-{_story.Count}"), ExpectedVersion.NoStream, CrashWriter.PieceWritten.BatchOf($"held-{_story.Count}", 3))).FirstPosition.Value;
        await ProgressAsync(100);
        var beyond = Filters.Where(f => Checkpoint(f) >= held).ToList();
        if (beyond.Count > 0) _faults.Add($"the followers {string.Join(", ", beyond)} have passed position {held} of a transaction that is open");
        if (_random.Next(3) == 0) await transaction.RollbackAsync();
        else await transaction.CommitAsync();
    }

    /// <summary>Somebody has a transaction open all the time that has nothing to do with the store, and a row of his own in it.</summary>
    private async Task KeepIdleAsync()
    {
        if (_idle is not null)
        {
            try
            {
                await using var ask = new NpgsqlCommand("SELECT 1", _idle);
                await ask.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException)
            {
                await _idle.DisposeAsync();
            }
        }

        _idle = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false;Application Name=idle");
        await _idle.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; INSERT INTO own (batch) VALUES ('idle')", _idle);
        await begin.ExecuteNonQueryAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_database.ConnectionString};Pooling=false;Application Name=coordinator");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
