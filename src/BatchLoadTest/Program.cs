using BatchLoadTest.Commands;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;

return OpenFileFloor.Refuses(args) ? ExitCodes.WrongUsage : await ProgramStart.RunAsync(args);
