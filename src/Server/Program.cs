using Haggle.Server.Hosting;

return await ServeCommand.RunAsync();
