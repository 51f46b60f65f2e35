namespace EventSourcing;

/// <summary>What the source generator adds to an aggregate for each static <c>Decide(TCommand, TState)</c> method.</summary>
/// <typeparam name="TCommand">The command's type.</typeparam>
public interface IDecider<in TCommand>
{
    /// <summary>Decides on the command completely, then raises the events that it leads to.</summary>
    /// <param name="command">The command.</param>
    /// <remarks>When deciding or applying throws, the aggregate is as it was.</remarks>
    void Execute(TCommand command);
}
