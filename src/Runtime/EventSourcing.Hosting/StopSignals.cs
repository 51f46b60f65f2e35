using System.Runtime.InteropServices;

namespace EventSourcing.Hosting;

/// <summary>Listens to the signals that end a process, while it is ending already.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    private StopSignals()
    {
    }

    /// <summary>Listens until it is disposed of. The signals do not end the process meanwhile.</summary>
    /// <returns>What listens; <see langword="null"/> where the platform has no signals.</returns>
    public static StopSignals? Watch(Action onSignal)
    {
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsWasi()) return null;
        var signals = new StopSignals();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
        {
            signals._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                onSignal();
            }));
        }

        return signals;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }
}
