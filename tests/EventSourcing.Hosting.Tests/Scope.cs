namespace EventSourcing.Hosting.Tests;

/// <summary>A scoped service that a handler asks for.</summary>
internal sealed class Scope(Handled handled) : IDisposable
{
    public bool IsDisposed { get; private set; }

    public Handled Handled
    {
        get
        {
            handled.Add(this);
            return handled;
        }
    }

    public void Dispose() => IsDisposed = true;
}
