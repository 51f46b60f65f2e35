namespace GitHistory.Stores;

/// <summary>Where branches are recorded: a file, or a schema of a database. Nothing is opened before it is asked for.</summary>
internal interface IHistoryStore
{
    /// <summary>The store as messages name it.</summary>
    string Name { get; }

    /// <summary>What to do where this store is the wrong one.</summary>
    string HowToNameAnother { get; }

    /// <summary>Whether there is one.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>Opens it, or begins it.</summary>
    History Open();

    /// <summary>How many bytes it takes.</summary>
    Task<long> MeasureAsync(CancellationToken cancellationToken);
}
