using Haggle.Server.Commands;
using Haggle.Server.Hosting;

return await CommandLine.RunAsync(args, ServeCommand.RunAsync);
