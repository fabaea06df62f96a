// Whether Function Compute's API knows what an s.yaml says, on standard input as `s preview -o
// json` shows it: each key, and the kind of its value. Asked is Aliyun's own client, which the
// component fc3 hands the file to; what it does not know, it would leave out without a word.
const fs = require('fs');
const { CreateFunctionInput, CreateTriggerInput, HTTPTriggerConfig, PutAsyncInvokeConfigInput, TimerTriggerConfig } = require('@alicloud/fc20230330');

const problems = [];

function check(value, type, at) {
  if (typeof type === 'string') {
    if (typeof value !== type) problems.push(`${at}: ${JSON.stringify(value)}, want a ${type}`);
  } else if (type.type === 'array') {
    if (!Array.isArray(value)) problems.push(`${at}: want a list`);
    else value.forEach((v, i) => check(v, type.itemType, `${at}[${i}]`));
  } else if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(`${at}: ${JSON.stringify(value)}, want a mapping`);
  } else {
    const types = type.type === 'map' ? {} : type.types();
    for (const [key, v] of Object.entries(value)) {
      const known = type.type === 'map' ? type.valueType : types[key];
      if (known === undefined) problems.push(`${at}.${key}: unknown`);
      else check(v, known, `${at}.${key}`);
    }
  }
}

const { resources } = JSON.parse(fs.readFileSync(0, 'utf8'));
for (const [name, { props }] of Object.entries(resources)) {
  // What the component takes for itself, or as a path.
  const { region, code, triggers = [], asyncInvokeConfig = {}, ...rest } = props;
  check(rest, CreateFunctionInput, name);
  check({ region, code }, { type: 'map', valueType: 'string' }, name);
  check(asyncInvokeConfig, PutAsyncInvokeConfigInput, `${name}.asyncInvokeConfig`);
  triggers.forEach(({ triggerConfig, ...trigger }, i) => {
    check(trigger, CreateTriggerInput, `${name}.triggers[${i}]`);
    check(triggerConfig, trigger.triggerType === 'http' ? HTTPTriggerConfig : TimerTriggerConfig, `${name}.triggers[${i}].triggerConfig`);
  });
}
problems.forEach((problem) => console.log(problem));
process.exit(problems.length > 0 ? 1 : 0);
