using BenchmarkDotNet.Running;
using Benchmarks.Delivery;
using Benchmarks.PostgreSql;
using Benchmarks.Stores;

// benchmarks sqlite [words]: the interleaved comparison of the SQLite store with hand-written code
// benchmarks postgres [words]: that of the PostgreSQL store, with hand-written code and with Akka.Persistence.Sql
// benchmarks delivery [words]: subscriptions, projections, rebuilds and process managers on all stores, with loops written by hand
// benchmarks [BenchmarkDotNet's arguments]: what runs in the process
if (args is ["sqlite", ..])
{
    await SqliteComparison.RunAsync(args[1..]);
    return 0;
}

if (args is ["postgres", ..]) return await PostgreSqlComparison.RunAsync(args[1..]);
if (args is ["delivery", ..]) return await DeliveryComparison.RunAsync(args[1..]);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
