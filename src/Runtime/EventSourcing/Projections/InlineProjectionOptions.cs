namespace EventSourcing;

/// <summary>How <see cref="InlineProjections"/> work.</summary>
public sealed record InlineProjectionOptions
{
    /// <summary>Finds the services that constructors of projections ask for; <see langword="null"/>, the default, where none does.</summary>
    public Func<Type, object?>? Services { get; init; }

    /// <summary>How many events a projection that lags behind history is given in one transaction while it catches up, from 1; 500 by default.</summary>
    public int CatchUpBatchSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 500;
}
