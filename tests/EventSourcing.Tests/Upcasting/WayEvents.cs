namespace EventSourcing.Tests.Upcasting;

/// <summary>An event that carries the way that it has gone.</summary>
internal interface IWay
{
    string Way { get; }
}

internal sealed record Way0(string Way) : IWay;

internal sealed record Way1(string Way) : IWay;

internal sealed record Way2(string Way) : IWay;

internal sealed record Way3(string Way) : IWay;

internal sealed record Way4(string Way) : IWay;

internal sealed record Way5(string Way) : IWay;
