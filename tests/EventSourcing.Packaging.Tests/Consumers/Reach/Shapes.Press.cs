namespace Reach;

internal sealed partial class Press
{
    public void Stop(TimeSpan after) => Raise(new MachineStopped(Serial, after));

    [Handles]
    private void On(MachineStopped e) => Total += e.After;
}
