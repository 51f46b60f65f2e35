using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

/// <summary>What the rules do with checkpoints again and again.</summary>
internal static class CheckpointScene
{
    public const string Name = "readers";

    /// <summary>Some places in the feed, in their order.</summary>
    public static async Task<GlobalPosition[]> PositionsAsync(this StoreScene scene, int count)
    {
        await scene.StreamOfAsync(count).ConfigureAwait(false);
        return [.. (await scene.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Position)];
    }

    public static Task<Checkpoint?> FindAsync(this StoreScene scene, string name = Name, int partition = 0) => scene.Transactional.Checkpoints.FindAsync(name, partition).AsTask();

    /// <summary>Moves a checkpoint with the commit of a transaction of its own.</summary>
    public static async Task<CheckpointOutcome> MoveAsync(this StoreScene scene, GlobalPosition? position, long token = 0, string name = Name, int partition = 0)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        return await transaction.CommitAsync(new Checkpoint(name, partition, position, token)).ConfigureAwait(false);
    }

    public static (GlobalPosition? Position, long Token)? Place(Checkpoint? checkpoint) => checkpoint is null ? null : (checkpoint.Position, checkpoint.Token);
}
