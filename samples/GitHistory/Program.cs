using GitHistory;
using GitHistory.Output;

using var terminal = Terminal.OfProcess();
return await GitHistoryCli.RunAsync(args, terminal);
