namespace EventSourcing.ReadModels;

/// <summary>A store whose rows can be read outside of transactions.</summary>
internal interface IRowSource
{
    /// <summary>Reads by a port that is the caller's alone meanwhile.</summary>
    /// <param name="work">What is done, for the error, such as "Reading the read model 'balances'".</param>
    /// <param name="state">What the reading is called with.</param>
    /// <param name="read">Reads; it may be called again when somebody else holds a lock.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<TResult> ReadAsync<TState, TResult>(string work, TState state, Func<IRowPort, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken);
}
