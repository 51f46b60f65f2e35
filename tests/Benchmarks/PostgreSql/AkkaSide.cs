using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Benchmarks.Json;

namespace Benchmarks.PostgreSql;

/// <summary>Akka.Persistence.Sql as it comes, with its journal on the same server. It groups the writes of its actors by itself.</summary>
internal sealed class AkkaSide(string connectionString) : IBenchSide
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private ActorSystem _system = null!;
    private ActorMaterializer _materializer = null!;
    private SqlReadJournal _journal = null!;

    public string StreamsQuery => "select persistence_id, count(*), min(sequence_number), max(sequence_number) from journal group by persistence_id";

    public bool Does(Work work) => work.Kind != WorkKind.Import;

    public Task OpenAsync(int callers)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              log-dead-letters = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              actor {
                serializers { bench = "{{typeof(AkkaJson).FullName}}, {{typeof(AkkaJson).Assembly.GetName().Name}}" }
                serialization-bindings {
                  "{{typeof(TransferBooked).FullName}}, {{typeof(TransferBooked).Assembly.GetName().Name}}" = bench
                  "{{typeof(OrderPlaced).FullName}}, {{typeof(OrderPlaced).Assembly.GetName().Name}}" = bench
                }
              }
              persistence {
                journal {
                  plugin = "akka.persistence.journal.sql"
                  sql {
                    class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                    connection-string = "{{connectionString}}"
                    provider-name = "PostgreSQL.15"
                  }
                }
                query.journal.sql {
                  class = "Akka.Persistence.Sql.Query.SqlReadJournalProvider, Akka.Persistence.Sql"
                  connection-string = "{{connectionString}}"
                  provider-name = "PostgreSQL.15"
                }
              }
            }
            """);
        _system = ActorSystem.Create("bench", config.WithFallback(Akka.Persistence.Sql.SqlPersistence.DefaultConfiguration));
        _materializer = _system.Materializer();
        _journal = PersistenceQuery.Get(_system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        return Task.CompletedTask;
    }

    public async Task<IAppender> OpenAppenderAsync(string name)
    {
        var appender = new AkkaAppender(_system, name, TransferBooked.Sample);
        await appender.OpenAsync();
        return appender;
    }

    public async Task SeedAsync(string prefix, int streams, int size, bool orders)
    {
        for (var s = 0; s < streams; s++)
        {
            await using var appender = new AkkaAppender(_system, $"{prefix}-{s}", BenchJson.Sample(orders));
            await appender.OpenAsync();
            for (var stored = 0; stored < size; stored += 1_000) await appender.AppendAsync(Math.Min(1_000, size - stored), newStream: false);
        }
    }

    public async Task<int> LoadAsync(string stream) => (await RecoverAsync(stream)).Events;

    public async Task<decimal> RehydrateAsync(string stream) => (await RecoverAsync(stream)).Turnover;

    public Task<int> ReadAllAsync() =>
        _journal.CurrentAllEvents(Offset.NoOffset()).RunWith(Sink.Aggregate<EventEnvelope, int>(0, (count, e) => e.Event is TransferBooked { Amount: > 0 } or OrderPlaced { Lines.Count: > 0 } ? count + 1 : count), _materializer);

    public Task ImportAsync(string prefix, int streams, int size) => throw new NotSupportedException("Akka.Persistence.Sql has no import.");

    public async ValueTask DisposeAsync()
    {
        if (_system is null) return;
        await _system.Terminate();
    }

    private async Task<AkkaAccount.Recovered> RecoverAsync(string stream)
    {
        var actor = _system.ActorOf(Props.Create(() => new AkkaAccount(stream)));
        var recovered = await actor.Ask<AkkaAccount.Recovered>(AkkaAccount.AskRecovered.Instance, Limit);
        _system.Stop(actor);
        return recovered;
    }
}
