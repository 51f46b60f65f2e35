namespace EventSourcing;

/// <summary>What the source generator adds to a class with <see cref="ProjectionAttribute"/>, so that it can be made and run without reflection.</summary>
/// <typeparam name="TSelf">The projection class.</typeparam>
/// <remarks>Never implemented by hand: a class that lacks it is not <see langword="partial"/>, or its project lacks the generator.</remarks>
public interface IProjection<TSelf> : IProjection
    where TSelf : class, IProjection<TSelf>
{
    /// <summary>The projection's name, version and events, and how to make one.</summary>
    static abstract ProjectionDescriptor<TSelf> Descriptor { get; }
}
