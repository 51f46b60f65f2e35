namespace Benchmarks.PostgreSql;

/// <summary>One of those that are compared, on a database of its own.</summary>
internal interface IBenchSide : IAsyncDisposable
{
    /// <summary>Whether it does this at all.</summary>
    bool Does(Work work);

    /// <summary>Makes its schema in an empty database and gets ready for this many callers.</summary>
    Task OpenAsync(int callers);

    /// <summary>A caller that appends for itself; made, and its connection opened, before time is taken.</summary>
    /// <param name="name">A name that no caller had before.</param>
    Task<IAppender> OpenAppenderAsync(string name);

    /// <summary>Makes streams of this size, named <c>prefix-0</c> and so on.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="streams">How many.</param>
    /// <param name="size">How many events each has.</param>
    /// <param name="orders">Whether these are orders, which are bigger and nested, or bookings.</param>
    Task SeedAsync(string prefix, int streams, int size, bool orders);

    /// <summary>Reads and deserializes a stream.</summary>
    /// <returns>How many events it has.</returns>
    Task<int> LoadAsync(string stream);

    /// <summary>Reads and folds a stream.</summary>
    /// <returns>The sum of the amounts.</returns>
    Task<decimal> RehydrateAsync(string stream);

    /// <summary>Reads and deserializes everything, skipping nothing that others are about to commit.</summary>
    /// <returns>How many events there are.</returns>
    Task<int> ReadAllAsync();

    /// <summary>Stores many bookings at once.</summary>
    Task ImportAsync(string prefix, int streams, int size);

    /// <summary>A query that gives stream, number of events, lowest and highest version, for each stream.</summary>
    string StreamsQuery { get; }
}
