using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>What a careful developer writes for one service: a table of events, a loop that reads it in pages, and a checkpoint in the transaction of each page.</summary>
internal interface IHandDelivery : IAsyncDisposable
{
    /// <summary>Makes the tables and stores the bookings.</summary>
    Task OpenAsync(History history);

    /// <summary>Begins anew: no checkpoint, no rows.</summary>
    Task ResetAsync();

    /// <summary>Handles everything.</summary>
    /// <param name="folds">Whether a page is folded into the rows, which one statement writes; otherwise nothing is done with the events.</param>
    /// <param name="page">How many events are read, and handled in a transaction, at once.</param>
    Task RunAsync(bool folds, int page);

    /// <summary>Builds the rows anew in another table, which then takes the place of the first.</summary>
    Task RebuildAsync(int page);

    /// <summary>The sum of the rows, in hundredths.</summary>
    Task<long> CentsAsync();

    /// <summary>Appends an event to a stream of its own.</summary>
    Task AppendAsync(string stream, TransferBooked booking);

    /// <summary>Looks for new events every so often, and tells of each, until it is cancelled.</summary>
    Task PollAsync(TimeSpan interval, Action<string> handled, CancellationToken cancellationToken);
}
