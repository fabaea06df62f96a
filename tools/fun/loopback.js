// Preloaded into fun (NODE_OPTIONS): Aliyun's own client of its RPC services, but with the
// address in POP_ENDPOINT, and no way to any other machine.
const http = require('http');
const net = require('net');
const { RPCClient } = require('@alicloud/pop-core');

const request = RPCClient.prototype.request;
RPCClient.prototype.request = function (...call) {
  this.endpoint = process.env.POP_ENDPOINT;
  this.keepAliveAgent = http.globalAgent;
  return request.apply(this, call);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...call) {
  const { host } = [call[0]].flat()[0];
  if (host !== '127.0.0.1') {
    console.error(`loopback: a call to ${host}`);
    process.exit(3);
  }
  return connect.apply(this, call);
};
